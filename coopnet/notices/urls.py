from django.urls import URLPattern, URLResolver, path

from coopnet.notices import views

app_name = "notices"
urlpatterns: list[URLPattern | URLResolver] = [
    path("letters/", views.letters, name="letters"),
    path("letters/<int:pk>/", views.letter, name="letter"),
    path("letters/stop/<str:token>/", views.stop, name="stop"),
    path("letters/stop/<str:token>/one-click/", views.one_click, name="one-click"),
]
