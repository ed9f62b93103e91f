"""Charts: two sizes, round figures, no bar without its value."""

from itertools import pairwise

from coopnet.kit.ui import charts
from coopnet.kit.ui.charts import Series

YEARS = [str(year) for year in range(2016, 2027)]


def test_a_chart_is_drawn_for_a_phone_and_for_a_wide_page() -> None:
    chart = charts.bars(key="k", title="T", words="W", names=["a", "b"], series=[Series("One", "b1", (3, None))])
    assert [view.only for view in chart.views] == ["only-wide", "only-phone"]
    assert all(view.strokes[0].path.count("M") == 1 for view in chart.views)


def test_the_grid_has_round_figures_and_reaches_above_the_highest_bar() -> None:
    chart = charts.bars(
        key="k", title="T", words="W", names=["a"], series=[Series("One", "b1", (87,)), Series("Two", "b2", (60,))]
    )
    assert [line.words for line in chart.views[0].grid] == ["0", "50", "100", "150"]


def test_nothing_to_show_is_no_mistake() -> None:
    assert charts.bars(key="k", title="T", words="W", names=[], series=[]).views
    assert charts.lines(key="k", title="T", words="W", names=["a"], series=[Series("One", "", (0,))]).views


def test_names_of_lines_that_end_together_do_not_touch() -> None:
    series = [Series(str(i), "", (10 + i, 20)) for i in range(4)]
    names = charts.lines(key="k", title="T", words="W", names=["a", "b"], series=series).views[0].names
    heights = sorted(float(name.y) for name in names)
    assert all(low - high >= 18.9 for high, low in pairwise(heights))


def test_a_phone_names_fewer_years_and_always_the_last() -> None:
    chart = charts.bars(key="k", title="T", words="W", names=YEARS, series=[Series("One", "b1", tuple(range(11)))])
    wide, phone = ([label.words for label in view.labels] for view in chart.views)
    assert len(phone) < len(wide)
    assert phone[-1] == wide[-1] == "2026"


def test_a_gap_parts_a_line() -> None:
    chart = charts.lines(key="k", title="T", words="W", names=list("abcd"), series=[Series("One", "", (1, 2, None, 3))])
    assert chart.views[0].strokes[0].path.count("M") == 2
