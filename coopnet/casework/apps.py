from datetime import timedelta

from django.apps import AppConfig

from coopnet.kit import registry


class CaseworkConfig(AppConfig):
    name = "coopnet.casework"
    label = "casework"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coopnet.casework import checks, queries, routing, rules, tasks  # noqa: PLC0415 - models must be ready first
        from coopnet.casework.complaints import queries as complaints  # noqa: PLC0415 - as above

        registry.add_duties(queries.duties)
        registry.add_duties(complaints.duties)
        registry.add_entry(registry.Entry("officer", "Complaints", "/complaints/", 23, act=complaints.ACT))
        for what, after, since in (
            ("What somebody said who asked for help", rules.FORGET_CLOSED, "it is closed"),
            ("Notes of calls and visits to schools", rules.FORGET_CONTACT, "the call"),
            ("What a complaint about data says", rules.FORGET_COMPLAINT, "the answer"),
        ):
            registry.add_keeping(registry.Keeping(what, after, since, "forget-help"))
        registry.add_entry(registry.Entry("officer", "Requests for help", "/help/requests/", 22, act=routing.ACT))
        registry.add_job(
            registry.Job("help", timedelta(minutes=30), tasks.tend, "Pass on requests for help that nobody rang about")
        )
        registry.add_job(
            registry.Job("forget-help", timedelta(days=1), tasks.forget, "Delete the words of old requests for help")
        )
        checks.declare()
