from django.urls import path

from coopnet.volunteers.views import handing_over, offering

app_name = "volunteers"
urlpatterns = [
    path("volunteers/", offering.total, name="total"),
    path("volunteers/me/", offering.mine, name="mine"),
    path("volunteers/me/hours/", offering.hours, name="hours"),
    path("volunteers/me/<slug:act>/", offering.act, name="act"),
    path("volunteers/people/", offering.people, name="people"),
    path("hand-over/", handing_over.listed, name="packs"),
    path("hand-over/<int:pk>/", handing_over.one, name="pack"),
    path("hand-over/<int:pk>/paper/", handing_over.paper, name="paper"),
    path("hand-over/<int:pk>/taken/", handing_over.taken, name="taken"),
]
