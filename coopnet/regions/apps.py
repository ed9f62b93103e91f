from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "coopnet.regions"
    label = "regions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coopnet.regions import checks  # noqa: PLC0415 - models must be ready first

        checks.declare()
