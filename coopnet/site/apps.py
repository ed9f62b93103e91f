from django.apps import AppConfig

from coopnet.kit import registry
from coopnet.site import menu


class SiteConfig(AppConfig):
    name = "coopnet.site"
    label = "site"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coopnet.site import told  # noqa: PLC0415 - models must be ready first
        from coopnet.site.looking import reach  # noqa: PLC0415 - as above

        menu.declare()
        told.declare()
        registry.add_duties(reach.duties)
