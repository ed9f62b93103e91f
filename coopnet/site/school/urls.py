from django.urls import path

from coopnet.site.school import views

urlpatterns = [path("schools/<int:urn>/", views.school_page, name="school")]
