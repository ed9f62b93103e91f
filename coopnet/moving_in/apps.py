from datetime import timedelta

from django.apps import AppConfig

from coopnet.kit import registry


class MovingInConfig(AppConfig):
    name = "coopnet.moving_in"
    label = "moving_in"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coopnet.moving_in import asked, tasks  # noqa: PLC0415 - models must be ready first

        registry.add_job(
            registry.Job("asked-for", timedelta(hours=1), asked.count, "Count old addresses that are asked for in vain")
        )
        registry.add_job(
            registry.Job("bring-in", timedelta(minutes=1), tasks.bring_in, "Bring in an export that somebody asked for")
        )
        registry.add_entry(registry.Entry("officer", "Moving in", "/moving-in/", 90, act="pages.move"))
