from django.urls import URLPattern, URLResolver, path

from coopnet.bodies import views

app_name = "bodies"
urlpatterns: list[URLPattern | URLResolver] = [
    path("roles/", views.roles, name="roles"),
    path("roles/mine/", views.mine, name="mine"),
    path("roles/begin/", views.begin, name="begin"),
    path("roles/<int:pk>/", views.term, name="term"),
    path("roles/<int:pk>/end/", views.end, name="end"),
    path("roles/<int:pk>/hand-over/", views.hand_over, name="hand-over"),
]
