"""The one way in which a file is refused."""


class BadFile(ValueError):
    """A file cannot be used. Its text is a sentence for people: file, row, column, what is wrong there."""

    def __init__(self, name: str, row: int, column: str, what: str) -> None:
        super().__init__(f"{name}, row {row}, column {column}: {what}")
        self.name = name
        self.row = row
        self.column = column
        self.what = what


def shown(value: str, longest: int = 40) -> str:
    """A value of a file as it may stand in a sentence: short and printable."""
    plain = "".join(letter if letter.isprintable() else "?" for letter in value[: longest + 1])
    return f"“{plain[:longest]}…”" if len(plain) > longest else f"“{plain}”"
