from django.urls import path

from coopnet.site.authority import views

urlpatterns = [path("authorities/<str:code>/", views.authority_page, name="authority")]
