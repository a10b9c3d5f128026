"""Lists: one declaration of columns, three answers at one address."""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape, strip_tags
from hypothesis import given
from hypothesis import strategies as st

from apps.core.errors import NotVisible
from apps.ui.listing import ROWS_A_CHUNK, Column, Listing
from tests.cast import Cast
from tests.factories.assessments import make_pipeline, start
from tests.factories.evidence import make_evidence

LISTS = (
    "/registry/pipelines/",
    "/registry/datasets/",
    "/registry/models/",
    "/access-reviews/",
    "/assessments/",
    "/evidence/",
    "/actions/",
    "/packs/",
    "/people/",
    "/teams/",
    "/jobs/",
    "/notifications/",
    "/trail/",
    "/access-reviews/sources/",
)


def listing(*columns: Column, **more: Any) -> Listing:
    return Listing(name="rows", noun="rows", columns=columns, template="ui/list.html", **more)


def request(rf: RequestFactory, query: str) -> Any:
    """A request that needs no actor: rows and columns of these lists are made up."""
    return rf.get(f"/list/{query}")


def table(answer: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(answer).decode(), newline="")))


def as_csv(columns: Sequence[Column], rows: Sequence[Any]) -> list[list[str]]:
    return table(listing(*columns).respond(request(RequestFactory(), "?format=csv"), rows))


# ---- Columns ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "in_json", "in_csv"),
    [
        (None, "unknown", "unknown"),
        (True, True, "yes"),
        (False, False, "no"),
        (0, 0, "0"),
        (-2.5, -2.5, "-2.5"),
        ("", "", ""),
        ("=1+1", "=1+1", "'=1+1"),
    ],
)
def test_a_value_in_json_and_csv(rf: RequestFactory, value: Any, in_json: Any, in_csv: str) -> None:
    column = Column("cell", lambda row: row)

    answer: Any = listing(column).respond(request(rf, "?format=json"), [value])

    assert json.loads(answer.content)["rows"] == [{"cell": in_json}]
    assert as_csv([column], [value]) == [["cell"], [in_csv]]


def test_columns_stand_where_they_were_declared_for(rf: RequestFactory) -> None:
    columns = (Column("id", str), Column("name", str, "Name"), Column(label="Score", cell=str))

    answer: Any = listing(*columns).respond(request(rf, "?format=json"), ["a"])

    assert json.loads(answer.content)["rows"] == [{"id": "a", "name": "a"}]
    assert as_csv(columns, ["a"])[0] == ["id", "name"]


DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_no_cell_of_a_csv_is_run_as_a_formula(rows: list[tuple[str, str]]) -> None:
    columns = [Column("a", lambda row: row[0]), Column("b", lambda row: row[1])]

    found = as_csv(columns, rows)

    assert not any(cell.startswith(DANGEROUS) for line in found for cell in line)
    assert [[cell.removeprefix("'") for cell in line] for line in found[1:]] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]


# ---- Forms --------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["xml", "", "CSV", "html"])
def test_a_form_that_there_is_not_is_not_found(rf: RequestFactory, form: str) -> None:
    with pytest.raises(NotVisible, match="format=csv"):
        listing(Column("a", str)).respond(request(rf, f"?format={form}"), [])


def test_json_tells_the_true_count_and_leads_through_every_row(rf: RequestFactory) -> None:
    rows, query, found = list(range(120)), "?format=json&q=x", []
    while query:
        answer: Any = listing(Column("number", int)).respond(request(rf, query), rows)
        body = json.loads(answer.content)
        assert body["total"] == 120
        found += [row["number"] for row in body["rows"]]
        query = (body["next"] or "").removeprefix("/list/")
        assert not query or "q=x" in query

    assert found == rows


def test_an_export_reads_while_it_writes(rf: RequestFactory) -> None:
    """Neither all rows nor all lines are held: the first line is out before the second chunk."""
    read: list[int] = []

    def chunk(rows: Sequence[int]) -> Sequence[int]:
        read.extend(rows)
        return rows

    endless: Any = itertools.count()
    answer: Any = listing(Column("number", int), file_rows=chunk).respond(
        request(rf, "?format=csv"), endless
    )
    lines: Iterator[bytes] = iter(answer)

    assert [next(lines), next(lines)] == [b"number\r\n", b"0\r\n"]
    assert len(read) == ROWS_A_CHUNK


# ---- Every list of ours -------------------------------------------------------------------------


@pytest.fixture
def filled(cast: Cast) -> Client:
    sam = cast.actor(cast.sam)
    for number in range(55):
        make_evidence(sam, cast.risk_models, f"=Piece {number:02}")
    return cast.client(cast.cora)


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("form", ["csv", "json"])
def test_every_list_answers_in_every_form(cast: Cast, path: str, form: str) -> None:
    answer = cast.client(cast.olga).get(path, {"format": form})

    assert answer.status_code == 200
    assert form in answer.headers["Content-Type"]
    assert cast.client(cast.olga).get(path, {"format": "xml"}).status_code == 404


def test_csv_json_and_page_agree_cell_by_cell(filled: Client) -> None:
    query = {"q": "Piece 0"}
    page = filled.get("/evidence/", query).content.decode()
    in_json = filled.get("/evidence/", query | {"format": "json"}).json()
    in_csv = table(filled.get("/evidence/", query | {"format": "csv"}))

    assert in_json["total"] == len(in_json["rows"]) == 10
    assert [list(row.values()) for row in in_json["rows"]] == [
        [cell.removeprefix("'") for cell in line] for line in in_csv[1:]
    ]
    for row in in_json["rows"]:
        assert escape(row["title"]) in page
        assert row["SHA-256"][:12] in page
    assert "10 pieces" in strip_tags(page)


def test_a_page_has_fifty_rows_and_the_download_all(filled: Client) -> None:
    page = filled.get("/evidence/?page=2").content.decode()

    assert "51–55 of 55 pieces" in page
    assert len(table(filled.get("/evidence/?page=2&format=csv"))) == 56
    assert len(filled.get("/evidence/?page=2&format=json").json()["rows"]) == 5


def test_a_filter_that_leaves_nothing_says_so(filled: Client) -> None:
    query = {"q": "nowhere"}

    assert "Nothing fits these filters" in filled.get("/evidence/", query).content.decode()
    assert filled.get("/evidence/", query | {"format": "json"}).json() == {
        "total": 0,
        "next": None,
        "rows": [],
    }
    assert len(table(filled.get("/evidence/", query | {"format": "csv"}))) == 1


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        answer: Any = client.get(address)
        b"".join(answer)
    return len(seen)


@pytest.mark.parametrize("path", ["/registry/pipelines/", "/assessments/", "/evidence/"])
@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_download_asks_the_same_for_two_and_for_six_rows(
    cast: Cast, path: str, form: str
) -> None:
    client, counts = cast.client(cast.cora), []
    for first, last in ((0, 2), (2, 6)):
        for number in range(first, last):
            pipeline = make_pipeline(cast.risk_models, f"Pipeline {number}")
            start(cast.actor(cast.sam), pipeline)
            make_evidence(cast.actor(cast.sam), cast.risk_models, f"Piece {number}")
        counts.append(queries(client, f"{path}?format={form}"))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("kind", ["pipeline", "dataset", "model"])
def test_bookmarks_of_earlier_downloads_lead_to_the_list(cast: Cast, kind: str) -> None:
    answer = cast.client(cast.sam).get(f"/registry/{kind}s.csv", {"q": "a b", "status": "active"})

    assert answer.status_code == 301
    assert answer.headers["Location"] == (f"/registry/{kind}s/?q=a+b&status=active&format=csv")


@pytest.mark.parametrize("path", LISTS)
def test_nobody_reads_a_list_without_signing_in(client: Client, path: str) -> None:
    for form in ("csv", "json"):
        answer = client.get(path, {"format": form})
        assert answer.status_code == 302
        assert "/account/login/" in answer.headers["Location"]


@pytest.mark.parametrize("path", ["/actions/", "/jobs/", "/trail/", "/notifications/"])
def test_a_filter_that_cannot_be_read_is_told_and_widens_no_file(cast: Cast, path: str) -> None:
    """Left out without a word, a wrong value would hand out every row as if it had been asked."""
    client, query = cast.client(cast.olga), {"state": "nonsense", "since": "nonsense"}

    for form in ("csv", "json"):
        refused = client.get(path, query | {"format": form})
        assert refused.status_code == 400
        assert "cannot be read" in refused.content.decode()
    assert "filters nothing" in client.get(path, query).content.decode()
