from django.urls import path

from coopnet.site.school import changing, views

urlpatterns = [
    path("schools/enter/", changing.enter_page, name="school-enter"),
    path("schools/<int:urn>/", views.school_page, name="school"),
    path("schools/<int:urn>/correct/", changing.correct_page, name="school-correct"),
    path("schools/<int:urn>/co-operative/", changing.coop_page, name="school-coop"),
]
