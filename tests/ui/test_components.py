"""Words and figures of the components."""

from __future__ import annotations

import datetime as dt

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from apps.core.facts import About, FactKind, FactSpec
from apps.core.words import date_words
from apps.ui.components import forms as form_tags
from apps.ui.components.facts import fact, fact_chip
from apps.ui.components.icons import icon_drawing
from apps.ui.components.objects import time_left_words
from apps.ui.components.scores import band_figures, band_words, verdict_mark
from apps.ui.components.words import file_size, initials, person
from apps.ui.specimens.forms import filled_form, wrong_form

SHARES = st.floats(0, 1)


def test_a_band_is_never_a_bare_percentage() -> None:
    assert band_words(0.622, 0.776, 0.84) == "62 (62–78) · 84\u202f% covered"
    assert band_words(0, 1, 0) == "0–100 · 0\u202f% covered"


@given(SHARES, SHARES)
def test_the_printed_band_contains_the_true_one(a: float, b: float) -> None:
    low, high = sorted((a, b))
    bottom, top = band_figures(low, high)
    assert bottom <= low * 100 + 1e-8
    assert top >= high * 100 - 1e-8
    assert 0 <= bottom <= top <= 100


def test_rounding_never_reaches_the_target_early() -> None:
    assert band_figures(0.8499, 0.8499)[0] == 84
    assert band_figures(0.29, 0.29)[0] == 29


def test_verdict_mark_has_icon_and_word() -> None:
    mark = verdict_mark("partly_met")
    assert "Partly met" in mark
    assert "<svg" in mark


def test_unknown_is_not_no() -> None:
    assert fact_chip("PHI", None)["state"].label == "Unknown"  # type: ignore[attr-defined]  # a context
    assert fact_chip("PHI", False)["state"].label == "No"  # type: ignore[attr-defined]  # a context


def test_a_stored_fact_becomes_a_chip() -> None:
    spec = FactSpec(
        "org_kms", "Keys kept in a service", FactKind.YES_NO, About.ORGANIZATION, "Keys"
    )
    chip = fact(spec, {"v": True, "s": "person", "by": "Olga", "at": "2026-03-14T10:00:00+00:00"})
    assert chip["origin"] == "said by Olga, 14 Mar 2026"
    assert fact(spec, None)["unknown"] is True


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (dt.timedelta(days=3, hours=4, minutes=5), "3 days 4 h left"),
        (dt.timedelta(hours=4, minutes=10), "4 h 10 min left"),
        (dt.timedelta(minutes=7), "7 min left"),
        (-dt.timedelta(days=1), "overdue by 1 day"),
        (dt.timedelta(days=30, hours=2), "30 days left"),
    ],
)
def test_time_left(left: dt.timedelta, words: str) -> None:
    assert time_left_words(left) == words


def test_words_for_people() -> None:
    assert date_words(dt.date(2026, 3, 14)) == "14 Mar 2026"
    assert initials("sam.ortiz@example.org") == "SO"
    assert initials("") == "?"
    assert "&lt;b&gt;" in person("<b>x</b>")
    assert file_size(3_145_728) == "3.1 MB"


def test_three_values_are_one_segmented_control() -> None:
    form = filled_form()
    assert form_tags.field_kind(form["personal"]) == "segmented"
    assert form_tags.field_kind(form["role"]) == "radios"
    chosen = [
        option.label for option in form_tags.field_options(form["personal"]) if option.checked
    ]
    assert chosen == ["Unknown"]


def test_errors_are_tied_to_their_field() -> None:
    html = Template("{% load ui %}{% field form.name %}").render(Context({"form": wrong_form()}))
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_wrong-name_helptext id_wrong-name_error"' in html
    assert 'id="id_wrong-name_error"' in html


def test_the_summary_links_to_the_first_radio() -> None:
    html = Template("{% load ui %}{% form_errors form %}").render(Context({"form": wrong_form()}))
    assert 'href="#id_wrong-role_0"' in html
    assert "3 things need your attention" in html


def test_typed_text_is_escaped_everywhere() -> None:
    class Note(forms.Form):
        note = forms.CharField(initial="<script>x</script>", help_text="a <b> c")

    html = Template("{% load ui %}{% field form.note %}").render(Context({"form": Note()}))
    assert "<script>x" not in html
    assert "a &lt;b&gt; c" in html


def test_an_icon_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(LookupError, match="no icon"):
        icon_drawing("no-such-icon")
    with pytest.raises(LookupError):
        icon_drawing("../secret")


@pytest.mark.parametrize(
    ("asked", "link"),
    [
        ("/list/", "?format=csv"),
        ("/list/?q=a&page=2", "?q=a&format=csv"),
        ("/list/?q=a&q=b", "?q=a&q=b&format=csv"),
    ],
)
def test_the_csv_of_a_list_keeps_its_filters(rf: RequestFactory, asked: str, link: str) -> None:
    context = Context({"request": rf.get(asked)})
    assert form_tags.filter_bar(context, forms.Form(), downloads=True)["csv"] == link


def test_no_download_is_offered_where_there_is_none(rf: RequestFactory) -> None:
    context = Context({"request": rf.get("/list/?q=a")})
    assert form_tags.filter_bar(context, forms.Form())["csv"] == ""


@pytest.mark.parametrize(
    ("total", "noun", "words"),
    [
        (1, "people", "person"),
        (1, "events", "event"),
        (0, "events", "events"),
        (2, "people", "people"),
    ],
)
def test_one_row_is_counted_in_the_singular(
    rf: RequestFactory, total: int, noun: str, words: str
) -> None:
    context = Context({"request": rf.get("/")})
    assert form_tags.filter_bar(context, forms.Form(), total=total, noun=noun)["noun"] == words
