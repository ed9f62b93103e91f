from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "coopnet.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coopnet.notices import books  # noqa: PLC0415 - models must be ready first
        from coopnet.people import address_book, checks  # noqa: PLC0415 - as above

        books.add_book(address_book.look_up)
        checks.declare()
