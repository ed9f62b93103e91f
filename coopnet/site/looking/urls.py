from django.urls import path

from coopnet.site.looking import views

urlpatterns = [
    path("schools/to-look-at/", views.list_page, name="look"),
    path("schools/to-look-at/suggestion/<int:pk>/", views.suggestion_page, name="look-suggestion"),
    path("schools/to-look-at/gone/<int:pk>/", views.gone_page, name="look-gone"),
]
