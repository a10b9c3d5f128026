"""Score band, verdict mark, assurance bar, progress: the figures and how sure we are of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from apps.core.words import NARROW_SPACE, whole_percent
from apps.ui.tokens import color

from .icons import icon

register = Library()


@dataclass(frozen=True, slots=True)
class Tone:
    """How one state looks: words, icon and status colour, always the three together."""

    label: str
    icon: str
    tone: str


VERDICTS: dict[str, Tone] = {
    "met": Tone("Met", "circle-check", "good"),
    "partly_met": Tone("Partly met", "circle-half-2", "warn"),
    "not_met": Tone("Not met", "circle-x", "bad"),
    "unknown": Tone("Unknown", "help-circle", "open"),
    "not_applicable": Tone("Not applicable", "circle-minus", "none"),
}

STANDINGS: dict[str, Tone] = {
    "not_relied_on": Tone("Not relied on", "circle-dotted", "none"),
    "open": Tone("Not known whether relied on", "help-circle", "open"),
    "later": Tone("Applies later", "clock", "none"),
    "not_binding": Tone("Does not bind here", "circle-dashed", "none"),
    "no_status": Tone("No status", "point", "none"),
}
"""Why a provision has no verdict."""
MARKS = VERDICTS | STANDINGS

ASSURANCE = (
    ("declared", "declared"),
    ("evidence", "with evidence"),
    ("reviewed", "reviewed"),
    ("machine", "checked by machine"),
)


def band_figures(low: float, high: float) -> tuple[int, int]:
    """Low rounded down and high rounded up, so that the printed band contains the true one."""
    return whole_percent(low), min(100, math.ceil(high * 100 - 1e-9))


def band_words(low: float, high: float, coverage: float) -> str:
    """The figure in words: "62 (62–78) · 84 % covered", or "0–100 · 0 % covered"."""
    bottom, top = band_figures(low, high)
    covered = f"{whole_percent(coverage)}{NARROW_SPACE}% covered"
    if coverage <= 0:
        return f"{bottom}–{top} · {covered}"
    return f"{bottom} ({bottom}–{top}) · {covered}"


def band_drawing(low: float, high: float, target: float) -> SafeString:
    """The bar alone: solid to low, hatched to high, a tick at the target (0..100).

    Lengths are percentages in attributes: no inline style (the policy forbids it) and no pattern
    with an id, so that any number of bands can be on one page and in the pack.
    """
    solid, hatched, tick = f"{low * 100:.2f}%", f"{max(0.0, high - low) * 100:.2f}%", f"{target:g}%"
    return format_html(
        '<svg class="ms-band-bar" width="100%" height="10" aria-hidden="true" focusable="false">'
        '<rect class="ms-band-track" width="100%" height="10" rx="2" fill="{track}"/>'
        '<svg x="{solid}" width="{hatched}" height="10"><line class="ms-band-hatch" x1="-12"'
        ' x2="2000" y1="5" y2="5" stroke="{hatch}" stroke-width="10" stroke-dasharray="2.5 2.5"'
        ' transform="skewX(-35)"/></svg>'
        '<rect class="ms-band-solid" width="{solid}" height="10" rx="2" fill="{accent}"/>'
        '<line class="ms-band-halo" x1="{tick}" x2="{tick}" y1="0" y2="10" stroke="{halo}"'
        ' stroke-width="5"/><line class="ms-band-tick" x1="{tick}" x2="{tick}" y1="0" y2="10"'
        ' stroke="{ink}" stroke-width="2"/></svg>',
        solid=solid,
        hatched=hatched,
        tick=tick,
        track=color("sunken"),
        hatch=color("band-hatch"),
        accent=color("accent"),
        halo=color("surface"),
        ink=color("band-tick"),
    )


@register.simple_tag
def score_band(
    low: float | None,
    high: float | None,
    coverage: float | None,
    target: float = 85,
    size: str = "row",
) -> SafeString:
    """The score as a band with its words; `size` is "row", "head" or "wide". None: no figure."""
    if low is None or high is None or coverage is None:
        return mark_safe('<span class="ms-band-none text-muted">No score yet</span>')
    bottom, top = band_figures(low, high)
    covered = f"{whole_percent(coverage)}{NARROW_SPACE}% covered"
    lead = "" if coverage <= 0 else format_html("<strong>{}</strong> ", bottom)
    span = f"{bottom}–{top}" if coverage <= 0 else f"({bottom}–{top})"
    return format_html(
        '<span class="ms-band ms-band-{}" title="Shown to be in place: {}. Possible: up to {}.'
        ' Target: {}.">{}<span class="ms-band-words">{}<span>{}</span>'
        ' <span class="ms-band-covered"><span class="ms-dot">·</span> {}</span></span></span>',
        size,
        bottom,
        top,
        f"{target:g}",
        band_drawing(low, high, target),
        lead,
        span,
        covered,
    )


@register.simple_tag
def verdict_mark(verdict: str, compact: bool = False) -> SafeString:
    """Met, partly met, not met, unknown or not applicable, or why there is no verdict: icon, word
    and colour.

    `compact` keeps the word for screen readers and the hover only. To open the arithmetic, put
    the mark into the summary of a `details.ms-arithmetic`.
    """
    state = MARKS[str(verdict)]
    words = "visually-hidden" if compact else "ms-verdict-word"
    return format_html(
        '<span class="ms-verdict ms-tone-{}" title="{}">{}<span class="{}">{}</span></span>',
        state.tone,
        state.label,
        icon(state.icon, paint=state.tone),
        words,
        state.label,
    )


@register.inclusion_tag("components/assurance_bar.html")
def assurance_bar(shares: Sequence[float] | None, legend: bool = True) -> dict[str, object]:
    """Four shares 0..1: declared, with evidence, reviewed, checked by machine."""
    segments, start = [], 0.0
    for position, share in enumerate(shares or (), 1):
        key, label = ASSURANCE[position - 1]
        segments.append(
            {
                "key": key,
                "label": label,
                "x": f"{start * 100:.2f}%",
                "width": f"{share * 100:.2f}%",
                "percent": f"{round(share * 100)}{NARROW_SPACE}%",
                "empty": share <= 0,
                "color": color(f"assurance-{position}"),
            }
        )
        start += share
    return {"segments": segments, "legend": legend, "nothing": start <= 0}


@register.simple_tag
def progress(done: int, total: int, label: str = "answered") -> SafeString:
    """A counted progress: a bar and "12 of 40 answered"."""
    share = min(1.0, done / total) if total else 0.0
    return format_html(
        '<span class="ms-progress{}"><svg class="ms-progress-bar" width="100%" height="6"'
        ' aria-hidden="true" focusable="false"><rect class="ms-progress-track" width="100%"'
        ' height="6" rx="3" fill="{}"/><rect class="ms-progress-done" width="{}%" height="6"'
        ' rx="3" fill="{}"/></svg>'
        '<span class="ms-progress-words">{} of {} {}</span></span>',
        " is-complete" if total and done >= total else "",
        color("sunken"),
        f"{share * 100:.2f}",
        color("accent"),
        f"{done:,}",
        f"{total:,}",
        label,
    )
