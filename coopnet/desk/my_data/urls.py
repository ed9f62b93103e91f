from django.urls import URLPattern, URLResolver, path

from coopnet.desk.my_data import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/my-data/", views.page, name="my-data"),
    path("privacy/how-long/", views.how_long, name="how-long"),
    path("account/my-data/file/", views.file, name="my-data-file"),
]
