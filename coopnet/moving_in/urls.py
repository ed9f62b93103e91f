from django.urls import path

from coopnet.moving_in import views

app_name = "moving_in"
urlpatterns = [
    path("moving-in/", views.moving_in, name="list"),
    path("moving-in/everything/", views.way_out, name="way-out"),
    path("moving-in/<int:pk>/", views.one, name="move"),
    path("moving-in/<int:pk>/back/", views.back, name="back"),
    path("moving-in/asked/<int:pk>/", views.lead, name="lead"),
]
