from django.urls import path

from coopnet.casework.complaints import views as complaints
from coopnet.casework.views import answering, asking, contacts

app_name = "casework"
urlpatterns = [
    path("complaints/", complaints.listed, name="complaints"),
    path("complaints/<uuid:key>/", complaints.one, name="complaint"),
    path("complaints/<uuid:key>/<slug:act>/", complaints.act, name="complaint_act"),
    path("help/confidence/", asking.ask, name="ask"),
    path("help/confidence/sent/", asking.sent, name="sent"),
    path("help/requests/", answering.listed, name="requests"),
    path("help/requests/<uuid:key>/", answering.one, name="request"),
    path("help/requests/<uuid:key>/open/", answering.open_it, name="open"),
    path("help/requests/<uuid:key>/<slug:act>/", answering.act, name="act"),
    path("schools/<int:urn>/before-you-ring/", contacts.before, name="before"),
    path("schools/<int:urn>/before-you-ring/<slug:act>/", contacts.act, name="act-on-contact"),
]
