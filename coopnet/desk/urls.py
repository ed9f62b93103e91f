"""The officers' addresses, and what anybody may take out about themselves."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("coopnet.desk.todo.urls")),
    path("", include("coopnet.desk.people.urls")),
    path("", include("coopnet.desk.my_data.urls")),
]
