"""`{% load questions %}`: the questions of a section in the task list beside a question.

Drawn in one go: a section can have seventy of them, on a page that is asked for at every step.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.template import Library
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from apps.ui.components.icons import icon

from ..task_list.context import Line, SectionLine

register = Library()

_LINE = (
    '<li{}><a href="{}" class="is-{}"{}>{}<span><span class="ms-clamp">{}</span>'
    "<small>{}</small></span>{}</a></li>"
)
_HERE = mark_safe(' id="task-line"')
_HERE_AGAIN = mark_safe(' id="task-line" hx-swap-oob="true"')
_SECTION = mark_safe(' id="task-section"')
_SECTION_AGAIN = mark_safe(' id="task-section" hx-swap-oob="true"')
_CURRENT = mark_safe(' aria-current="page"')


@register.simple_tag
def question_lines(lines: Iterable[Line]) -> SafeString:
    """All lines; the current one has an id, so that a save can put a new one in its place."""
    marks: dict[str, SafeString] = {}
    return format_html_join("", _LINE, (_parts(line, marks, _HERE) for line in lines))


@register.simple_tag
def saved_line(lines: Iterable[Line]) -> SafeString:
    """The current line alone, to take the place of the one on the page."""
    current = (line for line in lines if line.current)
    return format_html_join("", _LINE, (_parts(line, {}, _HERE_AGAIN) for line in current))


def _parts(line: Line, marks: dict[str, SafeString], here: SafeString) -> tuple[str, ...]:
    words = line.state_words
    if words not in marks:
        marks[words] = icon(line.icon, label=words, size="sm")
    return (
        here if line.current else "",
        line.url,
        line.status,
        _CURRENT if line.current else "",
        marks[words],
        line.ask,
        f"{line.about} · {line.waits_words}" if line.waits_for else line.about,
        _comments(line.comments),
    )


@register.simple_tag
def task_section(section: SectionLine, *, is_saved: bool = False) -> SafeString:
    """The link of a section with how far it is; that of the open one can be replaced."""
    here = _SECTION_AGAIN if is_saved else _SECTION
    return format_html(
        '<a class="ms-tasklist-section{}" href="{}"{}><span>{}</span>{}</a>',
        " is-open" if section.is_open else "",
        section.go_url,
        here if section.is_open else "",
        section.title,
        _how_far(section),
    )


def _how_far(section: SectionLine) -> SafeString:
    if section.state == "done":
        return icon("check", label="Done", size="sm")
    if section.state == "waiting":
        return icon("hourglass", label=section.label, size="sm")
    is_back = " is-back" if section.state in {"asked_back", "stale"} else ""
    return format_html(
        '<small class="ms-tasklist-count{}">{}/{}</small>', is_back, section.done, section.total
    )


def _comments(count: int) -> SafeString | str:
    if not count:
        return ""
    mark = icon("message", label="Comments", size="sm")
    return format_html('<small class="ms-tasklist-comments">{}{}</small>', mark, count)
