"""The register's vocabulary in plain words: kinds of school, phases, families of types. Pure."""

PHASES = ("Nursery", "Primary", "Middle", "Secondary", "All-through", "16 plus")

FAMILIES = {
    "academy": "Academies and free schools",
    "foundation": "Foundation and trust schools",
    "maintained": "Community and voluntary schools",
    "special": "Special schools and units",
    "independent": "Independent schools",
    "college": "Colleges",
    "other": "Other",
}


def is_academy(type_name: str) -> bool:
    """Academies of every kind, with free schools, studio schools and university technical colleges."""
    words = type_name.casefold()
    return any(part in words for part in ("academy", "free school", "studio school", "technical college"))


def family(type_name: str, type_group: str = "") -> str:
    """The key in FAMILIES of an official type; nothing where the file does not tell the type."""
    words, group = type_name.casefold(), type_group.casefold()
    if not words and not group:
        return ""
    if is_academy(words) or "academ" in group or "free school" in group:
        return "academy"
    if "special" in words or "referral" in words or "alternative provision" in words:
        return "special"
    if "foundation school" in words:
        return "foundation"
    if "independent" in words or "independent" in group:
        return "independent"
    if "college" in words or "college" in group or "further education" in words:
        return "college"
    if "community" in words or "voluntary" in words or "nursery" in words or "maintained" in group:
        return "maintained"
    return "other"


def phase(phase_name: str) -> str:
    """One of PHASES, or nothing: "Middle deemed primary" is a middle school."""
    found = [one for one in PHASES if phase_name.casefold().startswith(one.casefold())]
    return found[0] if found else ""


def kind(phase_name: str, type_name: str) -> str:
    """Like "Primary academy", "Foundation special school", "Secondary school"."""
    stage, words = phase(phase_name), type_name.casefold()
    if is_academy(words):
        if "studio" in words:
            return "Studio school"
        if "technical" in words:
            return "University technical college"
        sort = "free school" if "free school" in words else "academy"
        special = "special " if "special" in words else ""
        if "alternative provision" in words:
            special = "alternative provision "
        return f"{stage} {special}{sort}".strip().capitalize().replace("16 plus", "16 to 19")
    if not words:
        return f"{stage} school" if stage and stage != "16 plus" else "School or college"
    return f"{stage} {words}".strip().capitalize() if stage and stage != "16 plus" else type_name
