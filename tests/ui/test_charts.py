"""Charts hold to the content policy, to their figures, and to themselves."""

from __future__ import annotations

import datetime as dt
import re

from apps.ui.charts import Band, HistoryPoint, assurance_shares, regime_bands, score_history
from apps.ui.specimens.charts import charts
from apps.ui.tokens import light_colors

NOW = dt.datetime(2026, 3, 14, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def test_a_chart_brings_no_style_and_no_script() -> None:
    for figure in charts(NOW).values():
        if figure:
            assert not re.search(r"<style|<script|style=|\sid=|<!--", figure.svg)


def test_the_same_figures_draw_the_same_chart() -> None:
    assert charts(NOW) == charts(NOW)


def test_history_is_empty_before_the_first_point() -> None:
    assert score_history([], NOW) is None
    assert regime_bands([]) is None
    assert assurance_shares([]) is None


def test_one_point_draws_a_line_until_now() -> None:
    figure = score_history([HistoryPoint(NOW - DAY, 0.5, 0.7, "started")], NOW)
    assert figure is not None
    assert figure.sentence == "Since 13 Mar 2026; now 50 (50–70), target 85."
    assert figure.rows == (("13 Mar 2026", "50", "70", "started"),)


def test_a_label_cannot_break_out() -> None:
    figure = regime_bands([Band('<b onload="x">', 0.1, 0.2)])
    assert figure is not None
    assert "<b onload" not in figure.svg


def test_colours_come_from_the_tokens() -> None:
    known = set(light_colors().values())
    figure = regime_bands([Band("GDPR", 0.1, 0.2)])
    assert figure is not None
    assert set(re.findall(r"#[0-9a-f]{6}", figure.svg)) <= known
