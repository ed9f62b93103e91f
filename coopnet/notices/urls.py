from django.urls import URLPattern, URLResolver, path

from coopnet.notices import views
from coopnet.notices.addresses import views as addresses
from coopnet.notices.set_up import views as set_up

app_name = "notices"
urlpatterns: list[URLPattern | URLResolver] = [
    path("letters/", views.letters, name="letters"),
    path("letters/<int:pk>/", views.letter, name="letter"),
    path("letters/<int:pk>/to-paper/", addresses.to_paper, name="to-paper"),
    path("letters/<int:pk>/paper/", addresses.paper, name="paper"),
    path("letters/not-delivered/", addresses.not_delivered, name="not-delivered"),
    path("letters/not-delivered/<int:pk>/", addresses.address, name="address"),
    path("letters/not-delivered/<int:pk>/send-again/", addresses.send_again, name="all-again"),
    path("letters/not-delivered/<int:pk>/leave/", addresses.leave, name="leave"),
    path("letters/set-up/", set_up.set_up, name="set-up"),
    path("letters/refusals/", addresses.refusals, name="refusals"),
    path("letters/refusals/take/", addresses.take_refusals, name="take-refusals"),
    path("letters/stop/<str:token>/", views.stop, name="stop"),
    path("letters/stop/<str:token>/one-click/", views.one_click, name="one-click"),
]
