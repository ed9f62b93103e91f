from django.urls import path

from coopnet.site.texts import views

urlpatterns = [
    path("about/", views.about, {"words": None}, name="about"),
    path("join/briefing/pdf/", views.briefing, name="briefing_pdf"),
]
