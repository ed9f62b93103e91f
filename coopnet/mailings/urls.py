from django.urls import path

from coopnet.mailings.views import desk, public

app_name = "mailings"
urlpatterns = [
    path("newsletter/", public.newsletter, name="newsletter"),
    path("newsletter/asked/", public.asked, name="asked"),
    path("newsletter/yes/<str:word>/", public.yes, name="yes"),
    path("newsletter/<int:number>/", public.issue, name="issue"),
    path("mailings/", desk.mailings, name="mailings"),
    path("mailings/write/", desk.write, name="write"),
    path("mailings/groups/<int:pk>/forget/", desk.forget_group, name="forget-group"),
    path("mailings/drafts/<uuid:key>/", desk.draft, name="draft"),
    path("mailings/drafts/<uuid:key>/write/", desk.write, name="rewrite"),
    path("mailings/drafts/<uuid:key>/who/", desk.who, name="who"),
    path("mailings/drafts/<uuid:key>/<slug:act>/", desk.act_on_draft, name="act-on-draft"),
    path("mailings/<uuid:key>/", desk.mailing, name="mailing"),
    path("mailings/<uuid:key>/paper/", desk.paper, name="paper"),
    path("mailings/<uuid:key>/<slug:act>/", desk.act, name="act"),
]
