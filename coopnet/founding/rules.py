"""What a founding settles before the network has rules of its own."""

from datetime import date

YEARS_OF_FIRST_TERM = 2


def end_of_first_term(starts: date) -> date:
    """First terms run two years, to the end of a school year: the first day without the office is a 1 September."""
    return date(starts.year + YEARS_OF_FIRST_TERM, 9, 1)
