from django.apps import AppConfig

from coopnet.kit import freeze, registry


class OperationsConfig(AppConfig):
    name = "coopnet.operations"
    label = "operations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coopnet.operations import checks, duties, jobs, queries  # noqa: PLC0415 - models are there only now

        registry.add_entry(registry.Entry("officer", "Rehearsal", "/rehearsal/", 95, act="operations.rehearse"))
        freeze.set_source(queries.why_frozen)
        jobs.declare()
        checks.declare()
        duties.declare()
