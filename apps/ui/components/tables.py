"""The table of a list: cells drawn as its columns declare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.template import Engine, Library
from django.template.context import Context
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from apps.ui.listing import UNKNOWN, Column

from .words import figure

register = Library()


@register.inclusion_tag("components/list_table.html", takes_context=True)
def list_table(context: Context, columns: Sequence[Column], rows: Sequence[Any]) -> dict[str, Any]:
    """Rows under a head that stays in sight; on a telephone each row is a card."""
    return {
        "heads": [_head(column) for column in columns],
        "lines": [[_cell(context, column, row) for column in columns] for row in rows],
    }


def _head(column: Column) -> SafeString:
    if column.label_hidden:
        return format_html(
            '<th scope="col"><span class="visually-hidden">{}</span></th>', column.label
        )
    return format_html('<th scope="col"{}>{}</th>', _alignment(column), column.label)


def _cell(context: Context, column: Column, row: Any) -> SafeString:
    content = _content(context, column, row)
    if column.names_row:
        return format_html('<th scope="row">{}</th>', content)
    if column.label_hidden:
        return format_html("<td>{}</td>", content)
    return format_html('<td{} data-label="{}">{}</td>', _alignment(column), column.label, content)


def _alignment(column: Column) -> SafeString:
    return mark_safe(' class="num"') if column.numeric else SafeString()


def _content(context: Context, column: Column, row: Any) -> SafeString:
    if column.template:
        with context.push(row=row):
            return Engine.get_default().get_template(column.template).render(context)
    if column.cell:
        return conditional_escape(column.cell(row))
    return plain_cell(column.plain(row))


def plain_cell(value: str | int | float | bool) -> SafeString:
    """A value as the page shows it where its column does not say how."""
    if value == UNKNOWN:
        return format_html('<span class="text-muted">{}</span>', value)
    if isinstance(value, bool):
        return conditional_escape("yes" if value else "no")
    return conditional_escape(value if isinstance(value, str) else figure(value))


def row_link(address: str, name: Any, small: Any = "", badge: str = "") -> SafeString:
    """The name of a row leading to its page; `small` words under it, a badge beside it."""
    under = format_html("<small>{}</small>", small) if small else ""
    beside = format_html(" {}", badge) if badge else ""
    return format_html('<a href="{}">{}</a>{}{}', address, name, beside, under)
