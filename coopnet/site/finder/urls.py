from django.urls import path

from coopnet.site.finder import views

urlpatterns = [
    path("find/", views.find_page, name="find"),
    path("find/schools.csv", views.find_sheet, name="find-sheet"),
    path("find/schools.json", views.find_data, name="find-data"),
]
