"""Lists: columns declared once answer as a page, as CSV and as JSON, at one address.

Without `?format=` the reader gets the page: filters that stay in the address, 50 rows, a true
count. `?format=csv` streams every row that the filters leave, `?format=json` gives 50 of them with
the address of the next. docs/recipes/add-a-list.md shows how a list is made.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpResponseBase, JsonResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django_filters import FilterSet

from apps.core import clock
from apps.core.errors import DomainError, NotVisible
from apps.core.spreadsheet_cells import safe_cell

from .guard import PageRequest

ROWS_A_PAGE = 50
ROWS_A_CHUNK = 500
UNKNOWN = "unknown"

Rows = QuerySet[Any] | Sequence[Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: named by `key` in CSV and JSON, headed by `label` on the page.

    Without a key it is on the page alone, without a label in CSV and JSON alone. `value` says what
    CSV and JSON hold (by default the row's attribute of that name); `cell` draws it on the page, or
    `template` does with the row as `row`; without either the page shows the value. `label_hidden`
    is for buttons, which say themselves what they do.
    """

    key: str = ""
    value: Callable[[Any], Any] | None = None
    label: str = ""
    cell: Callable[[Any], Any] | None = None
    template: str = ""
    numeric: bool = False
    names_row: bool = False
    label_hidden: bool = False

    def plain(self, row: Any) -> str | int | float | bool:
        """The value as CSV and JSON hold it; what is not known says so."""
        value = self.value(row) if self.value else getattr(row, self.key)
        if value is None:
            return UNKNOWN
        return value if isinstance(value, str | int | float) else str(value)


@dataclass(frozen=True, slots=True)
class ListPage:
    """What the template of a list draws."""

    page: Page[Any]
    rows: Sequence[Any]
    columns: Sequence[Column]
    noun: str
    form: BaseForm | None

    @property
    def total(self) -> int:
        return self.page.paginator.count

    @property
    def is_filtered(self) -> bool:
        """Whether the address names a filter, so that an empty list is a matter of the filters."""
        return self.form is not None and any(name in self.form.data for name in self.form.fields)


def _same(rows: Sequence[Any]) -> Sequence[Any]:
    return rows


def _nothing_else(request: PageRequest) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as its app declares it, once; `respond` answers a request for it.

    `noun` is the plural that counts the rows, `name` leads the name of the CSV file. What the
    columns need beyond the rows themselves is read for a page or a chunk at once: `page_rows` for
    the page, `file_rows` for CSV and JSON. `beside` is what else the template of the page shows.
    """

    name: str
    noun: str
    columns: Sequence[Column]
    template: str
    filterset: type[FilterSet] | None = None
    page_rows: Callable[[Sequence[Any]], Iterable[Any]] = _same
    file_rows: Callable[[Sequence[Any]], Iterable[Any]] = _same
    beside: Callable[[PageRequest], dict[str, Any]] = _nothing_else

    def respond(
        self, request: PageRequest, rows: Rows, form: BaseForm | None = None
    ) -> HttpResponseBase:
        """The page, CSV or JSON of these rows, whichever the address asks for.

        The rows are what the reader may see; `form` is that of filters which have narrowed them
        already. Raises `NotVisible` for a format that we do not have, and `DomainError` for a file
        whose filters hold a value that none of them knows: it would hold more than was asked for.
        """
        answers = {None: self._page, "csv": self._csv, "json": self._json}
        answer = answers.get(request.GET.get("format"))
        if answer is None:
            raise NotVisible("A list comes as a page, with format=csv or with format=json.")
        if self.filterset is not None:
            chosen = self.filterset(request.GET, queryset=rows, request=request)
            rows, form = chosen.qs, chosen.form
        if form is not None and answer != self._page:
            _refuse_unknown_filters(form)
        return answer(request, rows, form)

    @property
    def file_columns(self) -> list[Column]:
        """The columns of CSV and JSON."""
        return [column for column in self.columns if column.key]

    def _page(self, request: PageRequest, rows: Rows, form: BaseForm | None) -> HttpResponseBase:
        page = _page_of(request, rows)
        listed = ListPage(
            page=page,
            rows=list(self.page_rows(list(page.object_list))),
            columns=[column for column in self.columns if column.label],
            noun=self.noun,
            form=form,
        )
        return render(request, self.template, {"list": listed, **self.beside(request)})

    def _csv(self, request: PageRequest, rows: Rows, _: BaseForm | None) -> HttpResponseBase:
        response = StreamingHttpResponse(self._lines(rows), content_type="text/csv; charset=utf-8")
        file_name = f"{self.name}-{clock.today():%Y-%m-%d}.csv"
        response["Content-Disposition"] = f'attachment; filename="{file_name}"'
        return response

    def _lines(self, rows: Rows) -> Iterator[str]:
        columns = self.file_columns
        writer = csv.writer(_Echo())
        yield writer.writerow([column.key for column in columns])
        for chunk in _chunks(rows):
            for row in self.file_rows(chunk):
                yield writer.writerow([safe_cell(column.plain(row)) for column in columns])

    def _json(self, request: PageRequest, rows: Rows, _: BaseForm | None) -> HttpResponseBase:
        page = _page_of(request, rows)
        columns = self.file_columns
        entries = [
            {column.key: column.plain(row) for column in columns}
            for row in self.file_rows(list(page.object_list))
        ]
        following = _next_address(request, page)
        return JsonResponse({"total": page.paginator.count, "next": following, "rows": entries})


def _refuse_unknown_filters(form: BaseForm) -> None:
    for name, faults in form.errors.items():
        label = form.fields[name].label or name
        message = f"The filter “{label}” cannot be read: {faults[0]} Correct it or leave it out."
        raise DomainError(message, code="unknown_filter", field=name)


def without_place(query: QueryDict) -> QueryDict:
    """The filters of an address, without the page number and the form it asks for."""
    kept = query.copy()
    for key in ("page", "format"):
        kept.pop(key, None)
    return kept


def with_format(query: QueryDict, name: str) -> str:
    """The filters of an address, and the form in which their rows are wanted."""
    wanted = without_place(query)
    wanted["format"] = name
    return wanted.urlencode()


def _page_of(request: PageRequest, rows: Rows) -> Page[Any]:
    """One page; a wrong page number shows the nearest."""
    return Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))


def _next_address(request: PageRequest, page: Page[Any]) -> str | None:
    if not page.has_next():
        return None
    query = request.GET.copy()
    query["page"] = str(page.next_page_number())
    return f"{request.path}?{query.urlencode()}"


def _chunks(rows: Rows) -> Iterator[list[Any]]:
    """The rows by the chunk, read while they are written: no export is held in memory."""
    read: Iterable[Any] = rows
    if isinstance(rows, QuerySet):
        read = rows.iterator(chunk_size=ROWS_A_CHUNK)
    waiting = iter(read)
    while chunk := list(islice(waiting, ROWS_A_CHUNK)):
        yield chunk


class _Echo:
    """A file that hands back what is written, so that rows stream."""

    def write(self, value: str) -> str:
        return value
