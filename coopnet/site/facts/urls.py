from django.urls import path

from coopnet.site.facts import views

urlpatterns = [
    path("facts/", views.facts, name="facts"),
    path("facts/figures.csv", views.facts_csv, name="facts-csv"),
    path("facts/figures.json", views.facts_json, name="facts-json"),
    path("facts/schools.json", views.schools_json, name="facts-schools-json"),
    path("facts/schools.csv", views.schools_csv, name="facts-schools-csv"),
]
