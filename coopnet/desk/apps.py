from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "coopnet.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coopnet.desk import menu  # noqa: PLC0415 - the registry of acts must be ready first

        menu.declare()
