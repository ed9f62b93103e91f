"""Only the lines that start Wagtail's own widgets are allowed, each by its hash."""

import pytest

from coopnet.site.editor_scripts import hashes, is_widget_start


@pytest.mark.parametrize(
    "script, allowed",
    [
        ('initDateChooser("id_day", {"dayOfWeekStart": 1, "format": "Y-m-d"});', True),
        ('initDateTimeChooser("id_go_live_at", {"format": "Y-m-d H:i"});', True),
        ('new ImageChooser("id_picture", {"modalUrl": "/cms/images/chooser/"});', True),
        ("alert(1)", False),
        ('initDateChooser("id_day", {}); alert(1);', False),
        ('initDateChooser("id_day", {}, alert(1));', False),
        ('initDateChooser(alert(1), "id_day");', False),
        ("initDateChooser();", False),
        ('new Function("alert(1)");', False),
        ('new ImageChooser("x", "y"), new Function("alert(1)");', False),
    ],
)
def test_a_line_is_allowed_only_as_a_call_of_a_widget_with_plain_values(script: str, allowed: bool) -> None:
    assert is_widget_start(script) is allowed
    assert bool(hashes(f"<p></p><script>{script}</script>")) is allowed
