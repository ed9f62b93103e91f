from django.apps import AppConfig

from coopnet.kit import registry


class SubscriptionsConfig(AppConfig):
    name = "coopnet.subscriptions"
    label = "subscriptions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coopnet.subscriptions import checks  # noqa: PLC0415 - models must be ready first

        checks.declare()
        registry.add_entry(registry.Entry("officer", "Invoices", "/invoices/", 35, act="invoices.keep"))
