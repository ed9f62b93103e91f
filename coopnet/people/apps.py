from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "coopnet.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coopnet.people import checks  # noqa: PLC0415 - models must be ready first

        checks.declare()
