from django.apps import AppConfig

from coopnet.kit import basis, registry


class DecisionsConfig(AppConfig):
    name = "coopnet.decisions"
    label = "decisions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coopnet.decisions import queries  # noqa: PLC0415 - models must be ready first

        basis.register_link("decision", lambda key: f"/decisions/{key}/")
        basis.register_finder("decision", queries.basis_of)
        registry.add_duties(queries.duties)
        registry.add_entry(registry.Entry("officer", "Decisions", "/decisions/", 38, act="to-do.see"))
        for name, statement, check in (
            ("decisions.files", "The paper of every decision is as it was recorded.", queries.files_are_whole),
            ("decisions.numbers", "No decision of a day is missing.", queries.numbers_are_whole),
        ):
            registry.add_invariant(registry.Invariant(name, statement, "decisions", check))
