from datetime import timedelta

from django.apps import AppConfig

from coopnet.kit import registry


class VolunteersConfig(AppConfig):
    name = "coopnet.volunteers"
    label = "volunteers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coopnet.volunteers import checks, queries, rules, tasks  # noqa: PLC0415 - models must be ready first

        registry.add_duties(queries.duties)
        registry.add_entry(registry.Entry("officer", "Volunteers", "/volunteers/people/", 60, act="to-do.see"))
        registry.add_entry(registry.Entry("officer", "Hand over", "/hand-over/", 61, act="to-do.see"))
        registry.add_job(
            registry.Job("hand-over", timedelta(hours=6), tasks.tell, "Tell those who follow in a role what they need")
        )
        registry.add_job(
            registry.Job("forget-hand-over", timedelta(days=1), tasks.forget, "Delete what leavers wrote long ago")
        )
        for what, after, since in (
            ("What somebody wrote who left a role", rules.FORGET_NOTES, "the last day in the role"),
            ("What volunteers offer", rules.FORGET_PROFILE, "the last role, or the last day of the offer"),
        ):
            registry.add_keeping(registry.Keeping(what, after, since, "forget-hand-over"))
        checks.declare()
