from django.apps import AppConfig


class SignInConfig(AppConfig):
    name = "coopnet.sign_in"
    label = "sign_in"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coopnet.sign_in import declarations  # noqa: PLC0415 - models must be ready first

        declarations.declare_all()
