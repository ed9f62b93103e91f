"""By which names people call a body of the network, in the names of files."""

from coopnet.bodies.models import Body


def _names(body: Body) -> list[str]:
    """How people call a body: its name, the name without the region's "region", initials, and the region alone."""
    name = body.name
    words = [word for word in name.replace("-", " ").split() if word[:1].isupper()]
    found = [name, "".join(word[0] for word in words)] if len(words) > 2 else [name]
    if body.region is not None:
        region = body.region
        for place in {region.name, region.short_name, region.name.replace(" and ", " & ")}:
            found += [f"{place} board", f"{place} forum", place] if "board" in name.lower() else [f"{place} forum"]
    return found


def known_bodies() -> list[tuple[str, list[str]]]:
    """Every body with the names by which people call it; initials of two bodies alike are nobody's."""
    return [(body.slug, _names(body)) for body in Body.objects.select_related("region").order_by("slug")]
