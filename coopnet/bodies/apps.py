from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "coopnet.bodies"
    label = "bodies"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coopnet.bodies import checks, duties, menu, standing  # noqa: PLC0415 - models must be ready first

        standing.declare_all()
        checks.declare()
        duties.declare()
        menu.declare()
