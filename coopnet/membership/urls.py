from django.urls import path

from coopnet.membership.views import gone, lists, officers, own, public, statutory

app_name = "membership"
urlpatterns = [
    path("members/", public.members, name="members"),
    path("members/members.csv", public.members_csv, name="members-csv"),
    path("members/members.json", public.members_json, name="members-json"),
    path("members/list/", officers.everybody, name="list"),
    path("members/again/", gone.again, name="again"),
    path("members/register/", statutory.register, name="register"),
    path("members/register/sheet/", statutory.as_sheet, name="register-sheet"),
    path("members/load/", lists.load, name="load"),
    path("members/load/look/", lists.look, name="look"),
    path("members/load/left-out/", lists.left_out, name="left-out"),
    path("members/load/<int:pk>/undo/", lists.undo, name="undo-load"),
    path("members/<int:number>/", officers.member, name="member"),
    path("members/<int:number>/<slug:act>/", officers.act, name="act"),
    path("join/apply/", public.apply, name="apply"),
    path("join/apply/you/", public.you, name="you"),
    path("join/apply/sent/", public.sent, name="sent"),
    path("join/application/<str:word>/", public.application, name="application"),
    path("applications/", officers.applications, name="applications"),
    path("applications/<uuid:key>/", officers.one, name="one"),
    path("applications/<uuid:key>/<slug:act>/", officers.decide, name="decide"),
    path("our-voter/<str:word>/", own.chair, name="chair"),
    path("our-people/<str:word>/", own.people, name="people"),
    path("our-school/", own.ours, name="ours"),
    path("our-school/<int:number>/<slug:act>/", own.act, name="own-act"),
]
