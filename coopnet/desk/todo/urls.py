from django.urls import URLPattern, URLResolver, path

from coopnet.desk.todo import views

urlpatterns: list[URLPattern | URLResolver] = [path("to-do/", views.to_do, name="to-do")]
