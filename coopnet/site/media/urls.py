from django.urls import path

from coopnet.site.media import views

urlpatterns = [path("media/images/<str:name>", views.shown, name="picture")]
