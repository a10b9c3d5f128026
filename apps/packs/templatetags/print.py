"""`{% load print %}`: light versions of the components, for what is drawn hundreds of times.

Drawing an icon costs the PDF engine as much as a paragraph; marks that repeat on every line are
a letter of the text font with its word, so they print in black and white too.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.ui.components.scores import MARKS, band_words

register = Library()


@register.simple_tag
def mark(verdict: str) -> SafeString:
    """A verdict as a filled, half, struck, asked or empty box with its word."""
    state = MARKS[verdict]
    return format_html(
        '<span class="doc-verdict ms-tone-{}"><span class="doc-box is-{}">{}</span>{}</span>',
        state.tone,
        verdict,
        _SIGNS.get(verdict, ""),
        state.label,
    )


@register.simple_tag
def verdict_word(verdict: str) -> SafeString:
    """A verdict as its word alone, for lines that come by the hundred."""
    state = MARKS[verdict]
    return format_html('<b class="ms-tone-{}">{}</b>', state.tone, state.label)


_SIGNS = {"met": "✓", "partly_met": "–", "not_met": "×", "unknown": "?", "not_applicable": ""}


@register.filter
def band_lines(figure: Mapping[str, float | None]) -> str:
    """The same on two lines, for the margin."""
    return band_text(figure).replace(" · ", "\n")


@register.filter
def band_text(figure: Mapping[str, float | None]) -> str:
    """A band in words: "62 (62–78) · 84 % covered"."""
    low, high, coverage = figure["low"], figure["high"], figure["coverage"]
    if low is None or high is None or coverage is None:
        return "no figure"
    return band_words(low, high, coverage)
