from datetime import timedelta

from django.apps import AppConfig

from coopnet.kit import registry


class CaseworkConfig(AppConfig):
    name = "coopnet.casework"
    label = "casework"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coopnet.casework import checks, queries, routing, tasks  # noqa: PLC0415 - models must be ready first

        registry.add_duties(queries.duties)
        registry.add_entry(registry.Entry("officer", "Requests for help", "/help/requests/", 22, act=routing.ACT))
        registry.add_job(
            registry.Job("help", timedelta(minutes=30), tasks.tend, "Pass on requests for help that nobody rang about")
        )
        registry.add_job(
            registry.Job("forget-help", timedelta(days=1), tasks.forget, "Delete the words of old requests for help")
        )
        checks.declare()
