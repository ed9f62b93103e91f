from datetime import timedelta

from django.apps import AppConfig

from coopnet.kit import registry


class MailingsConfig(AppConfig):
    name = "coopnet.mailings"
    label = "mailings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coopnet.mailings import checks, duties, tasks  # noqa: PLC0415 - models must be ready first

        registry.add_duties(duties.duties)
        registry.add_entry(registry.Entry("officer", "Letters to many", "/mailings/", 28, act="mailings.write"))
        registry.add_job(
            registry.Job("letters-to-many", timedelta(minutes=1), tasks.send, "Put letters to many into the outbox")
        )
        registry.add_job(
            registry.Job("forget-readers", timedelta(days=1), tasks.forget, "Forget who never confirmed the newsletter")
        )
        registry.add_keeping(
            registry.Keeping(
                "Who asked for the newsletter and did not say so again", tasks.UNCONFIRMED, "they asked",
                "forget-readers",
            )
        )  # fmt: skip
        checks.declare()
