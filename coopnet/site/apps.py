from django.apps import AppConfig

from coopnet.site import menu


class SiteConfig(AppConfig):
    name = "coopnet.site"
    label = "site"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        menu.declare()
