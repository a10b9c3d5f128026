"""State of an object: status badge, clock, lineage strip, trail line, why panel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.core import clock as core_clock
from apps.ui.statuses import icon_of, status_of

from .icons import icon

register = Library()


@register.simple_tag
def status_badge(status: str, label: str = "", tone: str = "", glyph: str = "") -> SafeString:
    """A state as icon, word and colour, as `ui.statuses` knows it; the rest may be given."""
    known = status_of(str(status))
    return format_html(
        '<span class="ms-status ms-tone-{}">{}{}</span>',
        tone or known.tone,
        icon(glyph or known.icon, size="sm", paint=tone or known.tone),
        label or known.word,
    )


def time_left_words(left: dt.timedelta) -> str:
    """ "3 days 4 h left", "4 h 10 min left", "overdue by 2 days"."""
    late = left < dt.timedelta(0)
    minutes = int(abs(left).total_seconds() // 60)
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    day_words = f"{days} day{'' if days == 1 else 's'}"
    if days >= 14:
        amount = day_words
    elif days:
        amount = f"{day_words} {hours} h" if hours else day_words
    elif hours:
        amount = f"{hours} h {rest} min" if rest else f"{hours} h"
    else:
        amount = f"{rest} min"
    return f"overdue by {amount}" if late else f"{amount} left"


@register.inclusion_tag("components/clock.html")
def clock(
    deadline: dt.datetime,
    label: str,
    started: dt.datetime | None = None,
    start_event: str = "",
    statute: str = "",
    stops: str = "",
    stopped: dt.datetime | None = None,
) -> dict[str, object]:
    """A running (or stopped) clock: time left, what started it, the statute, what stops it."""
    left = deadline - (stopped or core_clock.now())
    whole = deadline - started if started else None
    tone = "good" if stopped and left >= dt.timedelta(0) else "info"
    if left < dt.timedelta(0):
        tone = "bad"
    elif not stopped and (left < dt.timedelta(days=1) or (whole and left < whole / 4)):
        tone = "warn"
    share = min(1.0, max(0.0, 1 - left / whole)) if whole else None
    return {
        "label": label,
        "left": time_left_words(left),
        "tone": tone,
        "deadline": deadline,
        "started": started,
        "start_event": start_event,
        "statute": statute,
        "stops": stops,
        "stopped": stopped,
        "used": f"{share * 100:.2f}%" if share is not None else "",
    }


@dataclass(frozen=True, slots=True)
class LineageNode:
    """One station of a lineage strip. `relation` is the words on the arrow leading to it."""

    kind: str
    name: str
    href: str = ""
    version: str = ""
    relation: str = ""
    marks: tuple[str, ...] = ()
    current: bool = False

    @property
    def icon(self) -> str:
        return icon_of(self.kind)


@register.inclusion_tag("components/lineage_strip.html")
def lineage_strip(nodes: Sequence[LineageNode], href: str = "") -> dict[str, object]:
    """Dataset → model → pipeline with the marks that flow along; `href` opens the whole graph."""
    return {"nodes": nodes, "href": href}


@register.inclusion_tag("components/trail_line.html")
def trail_line(
    who: str,
    action: str,
    target: str,
    at: dt.datetime,
    href: str = "",
    where: str = "",
    linked: bool | None = None,
    number: int | None = None,
) -> dict[str, object]:
    """Who did what to what, when, from where; `linked` says whether its link holds."""
    return {
        "who": who,
        "action": action,
        "target": target,
        "at": at,
        "href": href,
        "where": where,
        "linked": linked,
        "number": number,
    }


@dataclass(frozen=True, slots=True)
class ProvisionLine:
    citation: str
    title: str
    summary: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class LawTab:
    """The provisions of one law that a question serves."""

    short: str
    provisions: tuple[ProvisionLine, ...]


@dataclass(frozen=True, slots=True)
class DisagreementLine:
    """A point on which laws differ: what each says, by its short name; `href` leads to it."""

    title: str
    says: tuple[tuple[str, str], ...]
    href: str = ""


@dataclass(frozen=True, slots=True)
class FactLine:
    label: str
    value: object = None
    source: str = ""
    by: str = ""
    at: dt.date | str | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    who: str
    words: str
    at: dt.datetime
    where: str = ""


@dataclass(frozen=True, slots=True)
class WhyPanel:
    """Everything beside a question that explains it."""

    why: str
    control: str
    objective: str = ""
    control_href: str = ""
    evidence: str = ""
    laws: tuple[LawTab, ...] = ()
    facts: tuple[FactLine, ...] = ()
    earlier: tuple[EarlierAnswer, ...] = field(default_factory=tuple)
    disagreements: tuple[DisagreementLine, ...] = ()


@register.inclusion_tag("components/why_panel.html")
def why_panel(panel: WhyPanel) -> dict[str, object]:
    """Why we ask: control, provisions by law, evidence, facts used, earlier answers."""
    return {"panel": panel}
