from django.urls import URLPattern, URLResolver, path

from coopnet.operations import views

app_name = "operations"
urlpatterns: list[URLPattern | URLResolver] = [
    path("status/", views.status_page, name="status"),
    path("status/paused/<int:pk>/", views.go_on_page, name="go-on"),
]
