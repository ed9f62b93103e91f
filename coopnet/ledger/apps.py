from django.apps import AppConfig

from coopnet.kit import basis, registry


class LedgerConfig(AppConfig):
    name = "coopnet.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coopnet.ledger import checks, queries  # noqa: PLC0415 - models must be ready first

        basis.register_link("entry", lambda key: f"/money/entries/{key}/")
        registry.add_duties(queries.duties)
        registry.add_entry(registry.Entry("member", "Money", "/money/", 75))
        registry.add_entry(registry.Entry("officer", "Books", "/money/books/", 36, act=queries.ACT))
        registry.add_entry(registry.Entry("officer", "Expenses", "/money/expenses/", 37, act="to-do.see"))
        checks.declare()
