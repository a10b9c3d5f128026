"""Charts: one function draws for the page and for the pack.

pygal lays the chart out; its style sheet and script are thrown away, because the policy forbids
both on a page. What remains carries the light colours as attributes (paper) and class names that
static/css/charts.css overrides (screen, light and dark). Every chart brings its figures as a
table, for those who cannot see it and those who want to check it.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pygal
from django.utils.safestring import SafeString, mark_safe
from lxml import etree
from pygal.style import Style

from apps.core.words import date_words
from apps.ui.components.scores import ASSURANCE, band_figures
from apps.ui.tokens import color

# Importing pygal adds an import hook of an outdated kind to every later import; it only serves
# chart plug-ins, of which there are none here (docs/adr/0018).
sys.meta_path[:] = [hook for hook in sys.meta_path if type(hook).__name__ != "PluginImportFixer"]

SVG = "{http://www.w3.org/2000/svg}"
WIDTH = 720
_TEXT = 12
_STYLE = Style(
    label_font_size=_TEXT, major_label_font_size=_TEXT, legend_font_size=_TEXT, font_family="Inter"
)


@dataclass(frozen=True, slots=True)
class Legend:
    """One entry of a legend: a token's name and what it means."""

    token: str
    label: str

    @property
    def color(self) -> str:
        return color(self.token)


@dataclass(frozen=True, slots=True)
class Chart:
    """A finished chart: the drawing, what it shows in one sentence, its figures as a table."""

    title: str
    svg: SafeString
    sentence: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    legend: tuple[Legend, ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryPoint:
    """The score from one moment on, until the next point. Shares 0..1."""

    at: dt.datetime
    low: float
    high: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """One bar of a comparison. Shares 0..1."""

    label: str
    low: float
    high: float


def score_history(
    points: Sequence[HistoryPoint],
    until: dt.datetime,
    target: float = 85,
    title: str = "Score",
    width: int = WIDTH,
) -> Chart | None:
    """The score over time with its band, in steps: it holds until something changes it.

    None without points: there is nothing to draw yet. `width` is the width it is drawn for: about
    460 in a half column, so that its letters keep their size.
    """
    if not points:
        return None
    steps = _steps(sorted(points, key=lambda point: point.at), until)
    chart = pygal.DateTimeLine(
        **_config(width, height=250), show_dots=False, y_labels=[0, 25, 50, 75, 100], range=(0, 100)
    )
    chart.x_labels = _ticks(steps[0].at, steps[-1].at, width // 140)
    chart.x_value_formatter = lambda moment: date_words(moment.date())
    low, high = ([(s.at, _percent(getattr(s, name))) for s in steps] for name in ("low", "high"))
    # A closed outline, there along the top and back along the bottom, fills as the band.
    chart.add("band", [*high, *reversed(low)], fill=True)
    chart.add("low", low)
    chart.add("target", [(steps[0].at, target), (steps[-1].at, target)])
    last = steps[-1]
    bottom, top = band_figures(last.low, last.high)
    sentence = f"Since {date_words(steps[0].at)}; now {bottom} ({bottom}–{top}), target {target:g}."
    return Chart(
        title,
        _finish(chart, "history", f"{title}. {sentence}"),
        sentence,
        ("From", "Shown", "Possible", "Because"),
        tuple((date_words(p.at), *map(str, band_figures(p.low, p.high)), p.reason) for p in points),
        (
            Legend("accent", "shown to be in place"),
            Legend("band-hatch", "possible"),
            Legend("bad", f"target {target:g}"),
        ),
    )


def regime_bands(
    bands: Sequence[Band], target: float = 85, title: str = "By law", width: int = WIDTH
) -> Chart | None:
    """One bar per law: solid to low, lighter to high, a line at the target."""
    if not bands:
        return None
    rows = list(reversed(bands))  # pygal draws from the bottom up
    chart = pygal.HorizontalStackedBar(**_config(width, height=40 + 28 * len(rows)), range=(0, 100))
    chart.y_labels = [0, 25, 50, 75, 100]
    chart.x_labels = [band.label for band in rows]
    chart.add("low", [_percent(band.low) for band in rows])
    chart.add("open", [_percent(max(0.0, band.high - band.low)) for band in rows])
    words = [(band.label, *map(str, band_figures(band.low, band.high))) for band in bands]
    sentence = "; ".join(f"{label} {low} ({low}–{high})" for label, low, high in words) + "."
    return Chart(
        title,
        _finish(chart, "bands", f"{title}. {sentence}"),
        f"{sentence} Target {target:g}.",
        ("Law", "Shown", "Possible"),
        tuple(words),
        (Legend("accent", "shown to be in place"), Legend("band-hatch", "possible")),
    )


def assurance_shares(
    rows: Sequence[tuple[str, Sequence[float]]],
    title: str = "How answers are backed",
    width: int = WIDTH,
) -> Chart | None:
    """One bar per law with its four levels of assurance. Shares 0..1 in the order of ASSURANCE."""
    if not rows:
        return None
    turned = list(reversed(rows))
    chart = pygal.HorizontalStackedBar(**_config(width, height=40 + 28 * len(rows)), range=(0, 100))
    chart.y_labels = [0, 25, 50, 75, 100]
    chart.x_labels = [label for label, _ in turned]
    for level, (key, _) in enumerate(ASSURANCE):
        chart.add(key, [_percent(shares[level]) for _, shares in turned])
    names = [label for _, label in ASSURANCE]
    table = tuple((label, *(f"{share * 100:.0f} %" for share in shares)) for label, shares in rows)
    sentence = f"Shares of the answers that are {', '.join(names)}."
    return Chart(
        title,
        _finish(chart, "assurance", f"{title}. {sentence}"),
        sentence,
        ("Law", *(name.capitalize() for name in names)),
        table,
        tuple(Legend(f"assurance-{at}", name) for at, name in enumerate(names, 1)),
    )


def _percent(share: float) -> float:
    return round(share * 100, 4)


def _config(width: int, height: int) -> dict[str, Any]:
    return {
        "width": width,
        "height": height,
        "margin": 4,
        "margin_right": 24,
        "style": _STYLE,
        "js": [],
        "css": [],
        "show_legend": False,
        "truncate_label": -1,
        "no_prefix": True,
        "print_values": False,
        "disable_xml_declaration": True,
    }


def _steps(points: Sequence[HistoryPoint], until: dt.datetime) -> list[HistoryPoint]:
    steps: list[HistoryPoint] = []
    for point in points:
        if steps:
            steps.append(HistoryPoint(point.at, steps[-1].low, steps[-1].high))
        steps.append(point)
    end = max(until, points[-1].at + dt.timedelta(days=1))
    return [*steps, HistoryPoint(end, points[-1].low, points[-1].high)]


def _ticks(start: dt.datetime, end: dt.datetime, room: int) -> list[dt.datetime]:
    """Dates along the axis, at most one a day and as many as there is room for."""
    count = max(1, min(room, (end - start).days or 1))
    return [start + (end - start) * at / count for at in range(count + 1)]


Skin = Mapping[tuple[str, ...], Mapping[str, str]]
"""Class names from the outside in -> attributes, where "token:x" is the colour x."""

_AXES: Skin = {
    ("axis", "text"): {
        "fill": "token:ink-2",
        "font-size": str(_TEXT),
        "font-family": "Inter Variable, Inter, sans-serif",
    },
    ("y", "text"): {"text-anchor": "end"},
    ("x", "text"): {"text-anchor": "middle"},
    ("axis", "line"): {"stroke": "token:line", "stroke-width": "1", "fill": "none"},
}
_HISTORY: Skin = {
    **_AXES,
    ("serie-0", "line"): {"fill": "token:band-hatch", "fill-opacity": "0.35", "stroke": "none"},
    ("serie-1", "line"): {"fill": "none", "stroke": "token:accent", "stroke-width": "2.5"},
    ("serie-2", "line"): {
        "fill": "none",
        "stroke": "token:bad",
        "stroke-width": "1.5",
        "stroke-dasharray": "5 4",
    },
}
_BANDS: Skin = {
    **_AXES,
    ("serie-0", "rect"): {"fill": "token:accent"},
    ("serie-1", "rect"): {"fill": "token:band-hatch", "fill-opacity": "0.5"},
}
_ASSURANCE: Skin = {
    **_AXES,
    **{(f"serie-{at}", "rect"): {"fill": f"token:assurance-{at + 1}"} for at in range(4)},
}


_SKINS: Mapping[str, Skin] = {"history": _HISTORY, "bands": _BANDS, "assurance": _ASSURANCE}


def _finish(chart: Any, kind: str, words: str) -> SafeString:
    root = chart.render_tree()
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or _is_surplus(element):
            element.getparent().remove(element)
    _paint(root, (), _SKINS[kind])
    root.attrib.pop("id", None)
    root.set("class", f"ms-drawing ms-drawing-{kind}")
    root.set("role", "img")
    root.set("aria-label", words)
    etree.cleanup_namespaces(root)
    drawn = str(etree.tostring(root, encoding="unicode"))
    return mark_safe(drawn)  # noqa: S308 - pygal drew it from our numbers; lxml escapes the labels


def _is_surplus(element: Any) -> bool:
    """Styles, scripts, hover texts and backgrounds: unwanted on a page and on paper."""
    name = element.tag.removeprefix(SVG)
    classes = set((element.get("class") or "").split())
    return name in {"defs", "style", "script", "title", "desc"} or bool(
        classes & {"background", "overlay", "text-overlay", "tooltip-overlay", "titles"}
    )


def _paint(element: Any, outer: tuple[str, ...], skin: Skin) -> None:
    name = element.tag.removeprefix(SVG)
    own = {name, *(element.get("class") or "").split()}
    for (ancestor, wanted), attributes in skin.items():
        if wanted in own and ancestor in outer:
            for key, value in attributes.items():
                shown = color(value[6:]) if value.startswith("token:") else value
                element.set(key, shown)
    for child in element:
        _paint(child, (*outer, *own), skin)
