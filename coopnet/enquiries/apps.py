from datetime import timedelta

from django.apps import AppConfig

from coopnet.kit import access, registry


class EnquiriesConfig(AppConfig):
    name = "coopnet.enquiries"
    label = "enquiries"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coopnet.enquiries import by_mail, checks, queries, routing, rules, tasks  # noqa: PLC0415 - models must be ready first
        from coopnet.notices import incoming  # noqa: PLC0415 - as above

        incoming.add_taker(by_mail.take)
        access.register_source(routing.stands_in)
        registry.add_duties(queries.duties)
        registry.add_entry(registry.Entry("public", "Contact", "/contact/", 80))
        registry.add_entry(registry.Entry("officer", "Enquiries", "/enquiries/", 20, act=routing.ACT))
        registry.add_job(
            registry.Job("enquiries", timedelta(hours=1), tasks.tend, "Pass on enquiries that nobody answers")
        )
        registry.add_job(
            registry.Job("forget-enquiries", timedelta(days=1), tasks.forget, "Delete the words of old enquiries")
        )
        for what, after, since in (
            ("What somebody wrote to us, and our answer", rules.FORGET_CLOSED, "it is closed"),
            ("What looks like spam", rules.FORGET_SPAM, "it came"),
        ):
            registry.add_keeping(registry.Keeping(what, after, since, "forget-enquiries"))
        checks.declare()
