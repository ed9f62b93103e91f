from django.urls import path

from coopnet.welcome import own, views

app_name = "welcome"
urlpatterns = [
    path("first-days/", views.listed, name="list"),
    path("first-days/steps/", views.steps, name="steps"),
    path("first-days/steps/<int:pk>/end/", views.end, name="end-step"),
    path("first-days/<int:number>/", views.one, name="one"),
    path("first-days/<int:number>/<slug:act>/", views.act, name="act"),
    path("our-first-days/how-it-went/", own.went, name="went"),
    path("our-first-days/<int:number>/<slug:act>/", own.act, name="own-act"),
]
