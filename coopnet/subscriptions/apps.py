from datetime import timedelta

from django.apps import AppConfig

from coopnet.kit import registry


class SubscriptionsConfig(AppConfig):
    name = "coopnet.subscriptions"
    label = "subscriptions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coopnet.subscriptions import checks  # noqa: PLC0415 - models must be ready first
        from coopnet.subscriptions.renewals import duties, tasks  # noqa: PLC0415 - models must be ready first
        from coopnet.subscriptions.settling import duties as settling  # noqa: PLC0415 - models must be ready first

        checks.declare()
        registry.add_duties(duties.duties)
        registry.add_duties(settling.duties)
        registry.add_job(
            registry.Job("late-subscriptions", timedelta(days=1), tasks.tend, "Remind those who are late with money")
        )
        registry.add_entry(registry.Entry("officer", "Invoices", "/invoices/", 35, act="invoices.keep"))
        registry.add_entry(registry.Entry("officer", "Bank", "/bank/", 34, act="invoices.keep"))
        registry.add_entry(registry.Entry("officer", "Late payments", "/late/", 36, act="invoices.chase"))
