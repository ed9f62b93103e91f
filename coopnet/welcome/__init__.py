"""The first ninety days of a member: a named contact, a school beside it, a short list of steps."""
