from django.apps import AppConfig


class SubscriptionsConfig(AppConfig):
    name = "coopnet.subscriptions"
    label = "subscriptions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coopnet.subscriptions import checks  # noqa: PLC0415 - models must be ready first

        checks.declare()
