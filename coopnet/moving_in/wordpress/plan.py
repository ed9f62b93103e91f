"""What becomes of each item of an export, decided before anything is written."""

from dataclasses import dataclass, field

from coopnet.moving_in.wordpress.reading import Item, Site

# Parts of WordPress itself that are no words of anybody.
_MACHINERY = frozenset(
    {
        "nav_menu_item", "revision", "custom_css", "customize_changeset", "oembed_cache", "user_request", "wp_block",
        "wp_template", "wp_template_part", "wp_global_styles", "wp_navigation", "wp_font_family", "wp_font_face",
        "acf-field", "acf-field-group", "feedback", "flamingo_inbound", "flamingo_contact", "wpcf7_contact_form",
    }
)  # fmt: skip
_GONE = frozenset({"trash", "auto-draft", "inherit-trash"})


@dataclass(slots=True)
class Plan:
    """Items by what becomes of them. ``told``: what people should know, a sentence each."""

    posts: list[Item] = field(default_factory=list)
    pages: list[Item] = field(default_factory=list)
    files: list[Item] = field(default_factory=list)
    left: dict[str, int] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    @property
    def hidden(self) -> int:
        """How many come in without being shown: drafts, private ones, those behind a password."""
        return sum(not shown(one) for one in (*self.posts, *self.pages))


def shown(item: Item) -> bool:
    """Whether everybody could read it on the old site."""
    return item.status == "publish" and not item.locked


def plan(site: Site) -> Plan:
    """Sort the items. Two of one number are the same item exported twice; the later one counts."""
    made = Plan()
    newest = {(one.kind, one.number): one for one in site.items if one.number}
    doubled = 0
    for item in site.items:
        if item.number and newest[item.kind, item.number] is not item:
            doubled += 1
        elif item.status in _GONE:
            _leave(made, "in the bin")
        elif item.kind == "attachment":
            made.files.append(item)
        elif item.kind == "page":
            made.pages.append(item)
        elif item.kind == "post":
            made.posts.append(item)
        elif item.kind in _MACHINERY:
            _leave(made, "parts of WordPress itself")
        elif item.body.strip():
            made.pages.append(item)
            made.told.append(f"Item {item.place}, “{item.title}”, is of the kind {item.kind}. It comes in as a page.")
        else:
            _leave(made, f"{item.kind} without words")
    if doubled:
        made.told.append(f"{doubled} items stand in the file twice. The later of each comes in.")
    return made


def _leave(made: Plan, why: str) -> None:
    made.left[why] = made.left.get(why, 0) + 1
