from django.apps import AppConfig


class StoryConfig(AppConfig):
    name = "coopnet.story"
    label = "story"
    default_auto_field = "django.db.models.BigAutoField"
