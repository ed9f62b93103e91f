"""Addresses of the demonstration only: ``config`` routes them in demo mode, and a real network has no such address."""

from django.urls import URLPattern, URLResolver, path

from coopnet.sign_in.views import demo

urlpatterns: list[URLPattern | URLResolver] = [
    path("be/", demo.be, name="sign_in_be"),
]
