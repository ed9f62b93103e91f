from django.urls import path

from coopnet.rulebook import views

app_name = "rulebook"
urlpatterns = [
    path("rules/", views.rules_page, name="rules"),
    path("rules/<str:scope>/<slug:key>/", views.one, name="one"),
    path("rules/<str:scope>/<slug:key>/change/", views.change, name="change"),
]
