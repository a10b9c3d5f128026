"""List pages: filters that stay in the address, 50 rows a page, a true count, CSV out."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django_filters import FilterSet

from apps.core import clock
from apps.core.spreadsheet_cells import safe_cell

ROWS_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the CSV: a heading and how to read the cell from a row."""

    label: str
    value: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class ListPage:
    """What a list template needs. `query` is the address without the page number."""

    page: Page[Any]
    filterset: FilterSet
    total: int
    query: str

    @property
    def rows(self) -> Sequence[Any]:
        return list(self.page.object_list)

    @property
    def is_filtered(self) -> bool:
        return any(key in self.filterset.data for key in self.filterset.filters)


def list_page(
    request: HttpRequest, filterset_class: type[FilterSet], queryset: QuerySet[Any]
) -> ListPage:
    """Filter by the address and cut one page; a wrong page number shows the nearest page."""
    filterset = filterset_class(request.GET, queryset=queryset, request=request)
    paginator = Paginator(filterset.qs, ROWS_A_PAGE)
    wanted = request.GET.copy()
    wanted.pop("page", None)
    return ListPage(
        page=paginator.get_page(request.GET.get("page")),
        filterset=filterset,
        total=paginator.count,
        query=wanted.urlencode(),
    )


class _Echo:
    """A file that hands back what is written, so that rows stream."""

    def write(self, value: str) -> str:
        return value


def csv_response(
    name: str, columns: Sequence[Column], rows: Iterable[Any]
) -> StreamingHttpResponse:
    """Rows as a CSV download, streamed; dangerous cells are escaped, unknown reads "unknown"."""

    def lines() -> Iterator[str]:
        writer = csv.writer(_Echo())
        yield writer.writerow([column.label for column in columns])
        for row in rows:
            yield writer.writerow([safe_cell(column.value(row)) for column in columns])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    file_name = f"{name}-{clock.today():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response
