from django.urls import path

from coopnet.library import views

app_name = "library"
urlpatterns = [
    path("library/", views.shelf, name="shelf"),
    path("library/add/", views.add, name="add"),
    path("library/<slug:slug>/", views.paper, name="paper"),
    path("library/<slug:slug>/<int:number>/", views.download, name="file"),
    path("library/<slug:slug>/<slug:act>/", views.act, name="act"),
]
