from datetime import timedelta

from django.apps import AppConfig

from coopnet.kit import registry


class MembershipConfig(AppConfig):
    name = "coopnet.membership"
    label = "membership"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coopnet.membership import checks, completing, duties, standing, tasks  # noqa: PLC0415 - models must be ready first

        standing.declare_all()
        checks.declare()
        registry.add_duties(duties.duties)
        registry.add_entry(registry.Entry("officer", "Members", "/members/list/", 24, act=standing.SEE))
        registry.add_entry(registry.Entry("officer", "Who asks to join", "/applications/", 25, act=standing.DECIDE))
        registry.add_job(
            registry.Job(
                "people-still-right", timedelta(days=1), tasks.ask, "Ask members once a year about their people"
            )
        )
        registry.add_keeping(
            registry.Keeping("Who asked to join for a school", tasks.KEEP, "it is settled", "forget-applications")
        )
        registry.add_job(
            registry.Job(
                "forget-applications", timedelta(days=1), tasks.forget, "Delete who asked to join, after a year"
            )
        )
        registry.add_upgrade(registry.Upgrade("membership.kinds", completing.complete))
