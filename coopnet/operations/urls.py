from django.urls import URLPattern, URLResolver, path

from coopnet.operations import rehearsing, views

app_name = "operations"
urlpatterns: list[URLPattern | URLResolver] = [
    path("rehearsal/", rehearsing.page, name="rehearsal"),
    path("rehearsal/<slug:act>/", rehearsing.act, name="act-on-rehearsal"),
    path("status/", views.status_page, name="status"),
    path("status/paused/<int:pk>/", views.go_on_page, name="go-on"),
]
