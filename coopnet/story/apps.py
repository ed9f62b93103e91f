from django.apps import AppConfig


class StoryConfig(AppConfig):
    name = "coopnet.story"
    label = "story"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coopnet.sign_in.demo import offer  # noqa: PLC0415 - models must be ready first
        from coopnet.story.people import on_offer  # noqa: PLC0415 - as above

        offer(on_offer)
