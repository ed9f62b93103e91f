from django.apps import AppConfig

from coopnet.kit import registry


class AuditConfig(AppConfig):
    name = "coopnet.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coopnet.audit import checks  # noqa: PLC0415 - models are there only now

        registry.add_entry(registry.Entry("officer", "Record of acts", "/record/", 90, act="record.see"))
        for invariant in checks.INVARIANTS:
            registry.add_invariant(invariant)
