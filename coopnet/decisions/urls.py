from django.urls import path

from coopnet.decisions import views

app_name = "decisions"
urlpatterns = [
    path("decisions/", views.all_of_them, name="all"),
    path("decisions/record/", views.record, name="record"),
    path("decisions/<slug:reference>/", views.one, name="one"),
    path("decisions/<slug:reference>/paper/", views.paper, name="paper"),
]
