from datetime import timedelta

from django.apps import AppConfig

from coopnet.kit import registry


class WelcomeConfig(AppConfig):
    name = "coopnet.welcome"
    label = "welcome"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coopnet.membership.standing import CHANGE  # noqa: PLC0415 - models must be ready first
        from coopnet.welcome import checks, completing, duties, panel, rules, tasks  # noqa: PLC0415 - as above

        checks.declare()
        registry.add_duties(duties.duties)
        registry.add_part("our-school", panel.panel)
        registry.add_entry(registry.Entry("officer", "The first ninety days", "/first-days/", 26, act=CHANGE))
        registry.add_job(
            registry.Job("welcome", timedelta(hours=6), tasks.write, "Write to new members in weeks 1, 6 and 12")
        )
        registry.add_job(
            registry.Job(
                "forget-welcome", timedelta(days=1), tasks.forget, "Delete how the first days went, after half a year"
            )
        )
        registry.add_keeping(
            registry.Keeping("What a new member says of its first days", rules.KEEP, "it was said", "forget-welcome")
        )
        registry.add_upgrade(registry.Upgrade("welcome.steps", completing.complete))
