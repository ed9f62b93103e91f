from django.apps import AppConfig

from coopnet.kit import registry


class LibraryConfig(AppConfig):
    name = "coopnet.library"
    label = "library"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coopnet.library import queries  # noqa: PLC0415 - models must be ready first

        registry.add_duties(queries.duties)
        registry.add_entry(registry.Entry("officer", "Documents", "/library/", 40, act="to-do.see"))
        for name, statement, check in (
            ("library.files", "The file of every version is as it was sent.", queries.files_are_whole),
            ("library.own", "What is in force of a document is one of its versions.", queries.in_force_is_their_own),
        ):
            registry.add_invariant(registry.Invariant(name, statement, "library", check))
