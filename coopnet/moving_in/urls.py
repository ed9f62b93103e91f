from django.urls import path

from coopnet.moving_in import views
from coopnet.moving_in.by_page import views as by_page
from coopnet.moving_in.folder import views as folder

app_name = "moving_in"
urlpatterns = [
    path("moving-in/", views.moving_in, name="list"),
    path("moving-in/everything/", views.way_out, name="way-out"),
    path("moving-in/wordpress/", by_page.exports, name="exports"),
    path("moving-in/wordpress/<uuid:key>/", by_page.export, name="export"),
    path("moving-in/wordpress/<uuid:key>/ask/", by_page.ask, name="export-ask"),
    path("moving-in/wordpress/<uuid:key>/drop/", by_page.drop, name="export-drop"),
    path("moving-in/folder/", folder.folders, name="folders"),
    path("moving-in/folder/<int:pk>/", folder.folder, name="folder"),
    path("moving-in/folder/<int:pk>/act/", folder.act, name="folder-act"),
    path("moving-in/folder/<int:pk>/shelve/", folder.shelve, name="folder-shelve"),
    path("moving-in/folder/<int:pk>/back/", folder.back, name="folder-back"),
    path("moving-in/folder/file/<int:pk>/", folder.file, name="folder-file"),
    path("moving-in/<int:pk>/", views.one, name="move"),
    path("moving-in/<int:pk>/back/", views.back, name="back"),
    path("moving-in/asked/<int:pk>/", views.lead, name="lead"),
]
