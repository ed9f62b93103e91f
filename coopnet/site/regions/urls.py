from django.urls import path

from coopnet.site.regions import views

urlpatterns = [
    path("regions/", views.overview, name="regions"),
    path("regions/<slug:slug>/", views.region, name="region"),
    path("regions/<slug:slug>/boundaries/", views.boundaries, name="region-boundaries"),
]
