"""`{% load questions %}`: the questions of a section in the task list beside a question.

Drawn in one go: a section can have seventy of them, on a page that is asked for at every step.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.template import Library
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from apps.ui.components.icons import icon

from ..pages.tasklist import Line

register = Library()

_LINE = (
    '<li{}><a href="{}" class="is-{}"{}>{}<span><span class="ms-clamp">{}</span>'
    "<small>{}</small></span>{}</a></li>"
)
_HERE = mark_safe(' id="task-line"')
_HERE_AGAIN = mark_safe(' id="task-line" hx-swap-oob="true"')
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


def _comments(count: int) -> SafeString | str:
    if not count:
        return ""
    mark = icon("message", label="Comments", size="sm")
    return format_html('<small class="ms-tasklist-comments">{}{}</small>', mark, count)
