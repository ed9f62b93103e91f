from django.apps import AppConfig


class MembershipConfig(AppConfig):
    name = "coopnet.membership"
    label = "membership"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coopnet.membership import checks  # noqa: PLC0415 - models must be ready first

        checks.declare()
