"""As on which day."""

from coopnet.kit.forms import Day, Form


class OnForm(Form):
    """The day asked about."""

    on = Day(label="The rules as on", required=False)
