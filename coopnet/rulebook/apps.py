from django.apps import AppConfig

from coopnet.kit import registry


class RulebookConfig(AppConfig):
    name = "coopnet.rulebook"
    label = "rulebook"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coopnet.rulebook import checks, completing  # noqa: PLC0415 - models must be ready first

        checks.declare()
        registry.add_upgrade(registry.Upgrade("rulebook.rules", completing.complete))
