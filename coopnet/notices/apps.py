from datetime import timedelta

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "coopnet.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coopnet.kit import registry  # noqa: PLC0415 - models are loaded by then, not before
        from coopnet.notices import checks, incoming, queries, tasks  # noqa: PLC0415 - as above

        registry.add_job(
            registry.Job("post-letters", timedelta(seconds=10), tasks.post_waiting, "Post the letters that wait")
        )
        registry.add_job(
            registry.Job("read-mailbox", timedelta(minutes=5), incoming.read_mailbox, "Read answers in the mailbox")
        )
        registry.add_entry(registry.Entry("officer", "Letters", "/letters/", 80, act="letters.see"))
        registry.add_duties(queries.duties)
        for invariant in checks.INVARIANTS:
            registry.add_invariant(invariant)
