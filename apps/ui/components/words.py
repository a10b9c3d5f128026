"""Words and figures: dates, numbers, people, identifiers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.template import Library
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from apps.core.words import NARROW_SPACE, date_words, relative_words, whole_percent

from .icons import icon

register = Library()


@register.simple_tag
def when(value: dt.date | None, time: bool = False, empty: str = "–") -> SafeString:
    """A date as `14 Mar 2026` (with `time`, also 10:42), the relative time on hover."""
    if value is None:
        return format_html('<span class="text-muted">{}</span>', empty)
    shown = date_words(value)
    if time and isinstance(value, dt.datetime):
        shown = f"{shown}, {timezone.localtime(value):%H:%M}"
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        value.isoformat(),
        relative_words(value),
        shown,
    )


@register.simple_tag
def relative(value: dt.date | None, empty: str = "never") -> SafeString:
    """A date as "3 days ago", the exact moment on hover."""
    if value is None:
        return format_html('<span class="text-muted">{}</span>', empty)
    exact = date_words(value)
    if isinstance(value, dt.datetime):
        exact = f"{exact}, {timezone.localtime(value):%H:%M}"
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        value.isoformat(),
        exact,
        relative_words(value),
    )


@register.filter
def figure(value: float | None) -> str:
    """A number with separators, an en dash when there is none."""
    return "–" if value is None else f"{value:,}"


@register.filter
def percent(share: float | None) -> str:
    """A share 0..1 as "84 %"."""
    return "–" if share is None else f"{whole_percent(share)}{NARROW_SPACE}%"


@register.filter
def file_size(count: int | None) -> str:
    """Bytes in the unit people use: "412 KB", "3.1 MB"."""
    if count is None:
        return "–"
    amount = float(count)
    for unit in ("bytes", "KB", "MB", "GB"):
        if amount < 1000 or unit == "GB":
            break
        amount /= 1000
    return f"{amount:.0f} {unit}" if amount >= 10 or unit == "bytes" else f"{amount:.1f} {unit}"


def initials(name: str) -> str:
    """One or two letters for a person: of the first and the last word, or of an e-mail address."""
    words = [word for word in name.split("@")[0].replace(".", " ").split() if word[0].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


@register.simple_tag
def person(name: Any, detail: str = "", bare: bool = False) -> SafeString:
    """A person with initials; `bare` shows the initials alone (the name on hover)."""
    label = str(name or "").strip()
    if not label:
        return mark_safe('<span class="ms-person text-muted">Nobody yet</span>')
    tone = sum(label.encode()) % 6
    if bare:
        return format_html(
            '<span class="ms-person" title="{}"><span class="ms-avatar ms-avatar-{}"'
            ' aria-hidden="true">{}</span><span class="visually-hidden">{}</span></span>',
            label,
            tone,
            initials(label),
            label,
        )
    extra = format_html('<span class="ms-person-detail">{}</span>', detail) if detail else ""
    return format_html(
        '<span class="ms-person"><span class="ms-avatar ms-avatar-{}" aria-hidden="true">{}</span>'
        '<span class="ms-person-name">{}{}</span></span>',
        tone,
        initials(label),
        label,
        extra,
    )


def grouped(value: str, size: int = 4) -> str:
    """A digest in groups, so that two people can read it to each other."""
    return " ".join(value[at : at + size] for at in range(0, len(value), size))


@register.simple_tag
def identifier(value: Any, label: str = "identifier", short: bool = False) -> SafeString:
    """An id or digest in monospace with a copy button; `short` shows its first 12 characters."""
    whole = str(value or "")
    if not whole:
        return mark_safe('<span class="text-muted">–</span>')
    shown = f"{whole[:12]}…" if short and len(whole) > 13 else whole
    return format_html(
        '<span class="ms-identifier"><code title="{}">{}</code><button type="button" hidden'
        ' class="ms-copy" data-copy="{}" aria-label="Copy {}">{}</button></span>',
        whole,
        shown,
        whole,
        label,
        icon("copy", size="sm"),
    )


@register.filter
def digest_groups(value: str) -> str:
    """A digest in groups of four."""
    return grouped(str(value))


_BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
    ("python", "A program"),
)
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


@register.filter
def browser_words(user_agent: str) -> str:
    """A browser's self-description in two words: "Firefox on Windows"."""
    browser = next((word for mark, word in _BROWSERS if mark in user_agent), "A browser")
    system = next((word for mark, word in _SYSTEMS if mark in user_agent), "")
    return f"{browser} on {system}" if system else browser
