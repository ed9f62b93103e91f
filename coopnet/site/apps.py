from datetime import timedelta

from django.apps import AppConfig

from coopnet.kit import registry
from coopnet.site import menu


class SiteConfig(AppConfig):
    name = "coopnet.site"
    label = "site"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coopnet.site import tasks, told  # noqa: PLC0415 - models must be ready first
        from coopnet.site.links import queries as links  # noqa: PLC0415 - as above
        from coopnet.site.links import tasks as link_tasks  # noqa: PLC0415 - as above
        from coopnet.site.looking import reach  # noqa: PLC0415 - as above
        from coopnet.site.news import queries as news  # noqa: PLC0415 - as above
        from coopnet.site.urgent import queries as urgent  # noqa: PLC0415 - as above

        menu.declare()
        told.declare()
        registry.add_duties(reach.duties)
        registry.add_duties(news.duties)
        registry.add_duties(urgent.duties)
        registry.add_duties(links.duties)
        registry.add_invariant(
            registry.Invariant(
                "urgent.strip", "The strip on every page says what is urgent now.", "urgent", urgent.strip_is_true
            )
        )
        registry.add_job(
            registry.Job(
                "pages", timedelta(minutes=10), tasks.publish, "Publish and hide pages on the day that was set"
            )
        )
        registry.add_job(
            registry.Job(
                "links", timedelta(hours=1), link_tasks.check, "Ask a few outside links whether they still answer"
            )
        )
