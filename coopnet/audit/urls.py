from django.urls import URLPattern, URLResolver, path

from coopnet.audit import views

app_name = "audit"
urlpatterns: list[URLPattern | URLResolver] = [
    path("record/", views.record, name="record"),
    path("record/<int:number>/", views.entry, name="entry"),
]
