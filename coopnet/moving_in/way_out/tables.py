"""What goes out, what stays, and why. Every table of ours is either taken along or named here with its reason."""

from django.apps import apps
from django.db.models import Field, ForeignKey, Model

# Tables that never go out.
STAYS = {
    "accounts.User": "Accounts stay: nobody signs in elsewhere with them. People go along.",
    "audit.Head": "It is the end of the chain of acts and means something only here.",
    "casework.HelpEvent": "Requests for help in confidence are for those who were asked, and for nobody else.",
    "casework.HelpRequest": "Requests for help in confidence are for those who were asked, and for nobody else.",
    "kit.Submission": "It keeps a form from being sent twice, and nothing else.",
    "notices.Attempt": "It serves the posting of letters.",
    "notices.Secret": "Codes to sign in with.",
    "operations.FrozenSubject": "It serves this machine.",
    "operations.RestoreTest": "It serves this machine.",
    "operations.ScheduledJob": "It serves this machine.",
    "sign_in.Recovery": "It serves signing in.",
    "sign_in.SignInCode": "Codes to sign in with.",
    "site.PageLink": "It serves the check of links.",
    "welcome.Went": "How the first days went was said to the contact and the co-ordinator alone.",
}
# The national register can be had from the Department for Education; it goes along when it is asked for.
NATIONAL = frozenset(
    f"register.{name}"
    for name in (
        "Change",
        "Disappearance",
        "Establishment",
        "Group",
        "GroupMembership",
        "Import",
        "Link",
        "ListedSchool",
    )
)
# Columns that serve the machine, or open something.
SILENT = frozenset(
    {
        ("audit.Detail", "salt"),
        ("enquiries.Enquiry", "link"),
        ("notices.Letter", "claim"),
        ("notices.Letter", "claimed_until"),
        ("notices.Letter", "text"),
        ("subscriptions.PriceScheme", "lane"),
    }
)
# What a key is written as: a number or name that means something outside.
_NAMED = {
    "accounts.User": "email",
    "people.Organisation": "name",
    "people.Person": "key",
    "register.Authority": "code",
    "register.Establishment": "urn",
    "register.Group": "uid",
    "regions.Region": "key",
}


def ours() -> list[type[Model]]:
    """Every table of ours that is no page (pages go out as pages), in the order of their names."""
    found = [m for m in apps.get_models() if m.__module__.startswith("coopnet.") and not hasattr(m, "url_path")]
    return sorted(found, key=lambda model: model._meta.label)


def taken(*, national: bool) -> list[type[Model]]:
    """The tables that go out."""
    return [m for m in ours() if m._meta.label not in STAYS and (national or m._meta.label not in NATIONAL)]


def columns(model: type[Model]) -> list[tuple[str, str]]:
    """Heading and path of each column that goes out."""
    fields: list[Field[object, object]] = [
        field for field in model._meta.concrete_fields if (model._meta.label, field.name) not in SILENT
    ]
    return [(str(field.verbose_name).capitalize(), _path(field)) for field in fields if field.name != "folded"]


def _path(field: Field[object, object]) -> str:
    if isinstance(field, ForeignKey) and isinstance(field.related_model, type):
        named = _NAMED.get(field.related_model._meta.label)
        return f"{field.name}__{named}" if named else field.attname
    return field.attname


def file_name(model: type[Model]) -> str:
    """Like ``membership-periods.csv``."""
    return f"{model._meta.app_label}-{str(model._meta.verbose_name_plural).replace(' ', '-').lower()}.csv"
