from django.urls import path

from coopnet.site.changes import views

urlpatterns = [
    path("changes/", views.changes_page, name="changes"),
    path("changes/left.csv", views.changes_sheet, name="changes-sheet"),
    path("changes/left.json", views.changes_data, name="changes-data"),
    path("changes/register.json", views.register_data, name="register-changes-data"),
    path("changes/register/", views.register_page, name="register-changes"),
    path("changes/register.csv", views.register_sheet, name="register-changes-sheet"),
]
