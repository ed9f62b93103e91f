from django.urls import path

from coopnet.site.home import views

urlpatterns = [path("", views.home, name="home")]
