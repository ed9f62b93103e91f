from django.urls import URLPattern, URLResolver, path

from coopnet.desk.people import accounts, roles, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("people/", views.people, name="people"),
    path("people/add/", views.add, name="add-person"),
    path("people/<uuid:key>/", views.person, name="person"),
    path("people/<uuid:key>/change/", views.change, name="change-person"),
    path("people/<uuid:key>/account/", accounts.account, name="account"),
    path("people/<uuid:key>/contacts/add/", views.add_contact, name="add-contact"),
    path("people/<uuid:key>/contacts/<int:pk>/remove/", views.remove_contact, name="remove-contact"),
    path("people/<uuid:key>/places/add/", roles.add, name="add-place"),
    path("people/<uuid:key>/places/<int:pk>/end/", roles.end, name="end-place"),
    path("people/<uuid:key>/places/<int:pk>/confirm/", roles.confirm, name="confirm-place"),
]
