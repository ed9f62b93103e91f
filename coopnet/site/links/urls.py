from django.urls import path

from coopnet.site.links import views

urlpatterns = [
    path("pages/", views.pages, name="pages"),
    path("pages/<int:pk>/", views.look_over, name="look-over"),
]
