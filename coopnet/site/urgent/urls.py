from django.urls import path

from coopnet.site.urgent import views

urlpatterns = [
    path("urgent/", views.urgent, name="urgent"),
    path("urgent/raise/", views.raise_page, name="raise-urgent"),
    path("urgent/<slug:slug>/", views.page, name="urgent-page"),
    path("urgent/<slug:slug>/<slug:act>/", views.act, name="act-on-urgent"),
]
