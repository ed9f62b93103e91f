from django.urls import URLPattern, URLResolver, path

from coopnet.regions import views

app_name = "regions"
urlpatterns: list[URLPattern | URLResolver] = [
    path("regions/boundaries/", views.boundaries, name="boundaries"),
    path("regions/boundaries/authority/<str:code>/", views.authority, name="move-authority"),
    path("regions/boundaries/school/<int:urn>/", views.school, name="move-school"),
    path("regions/boundaries/undo/<int:pk>/", views.undo, name="undo"),
]
