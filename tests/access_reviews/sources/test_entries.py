"""Rows become accesses; every one that cannot says which column, which value and what to do."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.access_reviews.models import Entitlement
from apps.access_reviews.sources.entries import (
    KEPT,
    Entry,
    Known,
    Problem,
    cells_of,
    columns_of,
    digest_of,
    read_entries,
)
from apps.access_reviews.sources.fields import BY_KEY, FIELDS, faults, suggest
from apps.access_reviews.sources.matching import Matching, Names, pairs_of
from apps.access_reviews.sources.words import PRIVILEGES, moment_of

PEOPLE = {"sam@example.org": 4}
NAMES = Names({"loans": [("dataset", 7)], "both": [("dataset", 8), ("model", 9)]}, {"s.l": "Loans"})
MATCHING = Matching((("corp\\*", "*@example.org"),), ("partner.example",), ("svc-*",))
KNOWN = Known("source", PEOPLE, NAMES, MATCHING, {"owner": "administer", "peek": "read"})
GOOD = {"principal": "sam@example.org", "privilege": "read", "object": "Loans"}


def read(*rows: dict[str, str]) -> list[tuple[str, Entry] | Problem]:
    return list(read_entries(enumerate(rows, start=2), KNOWN))


def entry(**cells: str) -> Entry:
    (one,) = read(GOOD | cells)
    assert not isinstance(one, Problem), one
    return one[1]


def problem(**cells: str) -> Problem:
    (one,) = read(GOOD | cells)
    assert isinstance(one, Problem)
    return one


def test_a_plain_row() -> None:
    found = entry(why="Audit", granted_at="14.03.2026", last_used="never")

    assert (found.user_id, found.object_kind, found.object_pk) == (4, "dataset", 7)
    assert (found.principal_kind, found.privilege, found.why) == ("person", "read", "Audit")
    assert found.granted_at == dt.datetime(2026, 3, 14, tzinfo=dt.UTC)
    assert found.last_used_at is None


@pytest.mark.parametrize(
    ("word", "privilege"),
    [
        ("SELECT", "read"),
        ("OWNER", "administer"),
        ("ALL PRIVILEGES", "administer"),
        ("Full Control", "administer"),
        ("fine-tune", "train"),
        ("peek", "read"),
        ("INSERT", "write"),
    ],
)
def test_words_of_other_systems_are_understood(word: str, privilege: str) -> None:
    assert entry(privilege=word).privilege == privilege


def test_what_a_source_says_itself_goes_first() -> None:
    known = Known("s", PEOPLE, NAMES, MATCHING, {"select": "export"})
    (one,) = read_entries([(2, GOOD | {"privilege": "select"})], known)
    assert not isinstance(one, Problem)
    assert one[1].privilege == "export"


WRONG: list[tuple[dict[str, str], str, str]] = [
    ({"principal": " "}, "principal", "It is empty. Say who has the access."),
    ({"object": ""}, "object", "It is empty. Say what the access is to."),
    ({"privilege": ""}, "privilege", "It is empty. Say what the access allows."),
    ({"privilege": "FROBNICATE"}, "privilege", "“FROBNICATE = read”"),
    ({"expires_at": "soon"}, "expires_at", "It is not a date. Write it as 2026-03-14."),
    ({"granted_at": "03/04/2026"}, "granted_at", "It can be read as two days."),
    ({"granted_at": "2026-02-30"}, "granted_at", "It is not a date."),
    ({"last_used": "0001-01-01"}, "last_used", "It lies outside 1970 to 2199."),
    ({"principal_kind": "alien"}, "principal_kind", "We do not know this kind."),
    ({"object_kind": "alien"}, "object_kind", "We do not know this kind."),
    ({"object": "x" * 255}, "object", "It has 255 characters; at most 254"),
]


@pytest.mark.parametrize(("cells", "field", "words"), WRONG)
def test_a_bad_row_is_named(cells: dict[str, str], field: str, words: str) -> None:
    found = problem(**cells)

    assert (found.row, found.column) == (2, BY_KEY[field].label)
    assert words in found.message
    assert found.value == cells[field][:200]


def test_the_second_of_two_equal_rows_is_named_and_left_out() -> None:
    kept, twice = read(GOOD, GOOD | {"principal": "SAM@example.org", "why": "again"})

    assert not isinstance(kept, Problem)
    assert isinstance(twice, Problem)
    assert (twice.row, "as in row 2" in twice.message) == (3, True)


@pytest.mark.parametrize(
    ("cells", "kind", "user"),
    [
        ({"principal": "corp\\SAM"}, "person", 4),
        ({"principal": "etl_job"}, "service", None),
        ({"principal": "who@example.org"}, "person", None),
        ({"principal": "x@partner.example"}, "external", None),
        ({"principal": "etl_job", "group": "analysts"}, "member", None),
        ({"principal": "sam@example.org", "principal_kind": "Service account"}, "service", 4),
    ],
)
def test_who_stands_behind_an_account(cells: dict[str, str], kind: str, user: int | None) -> None:
    found = entry(**cells)
    assert (found.principal_kind, found.user_id) == (kind, user)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"object": "LOANS"}, ("dataset", 7)),
        ({"object": "s.l"}, ("dataset", 7)),
        ({"object": "Both", "object_kind": "model"}, ("model", 9)),
        ({"object": "Both"}, ("", 0)),
        ({"object": "nowhere"}, ("", 0)),
        ({"object": "nowhere", "object_kind": "table"}, ("dataset", 0)),
    ],
)
def test_an_unknown_object_is_kept(cells: dict[str, str], expected: tuple[str, int]) -> None:
    found = entry(**cells)
    assert (found.object_kind, found.object_pk) == expected
    assert found.object_label == cells["object"]


def test_a_long_reason_is_cut_and_costs_no_access() -> None:
    assert entry(why="w" * 400).why == "w" * 299 + "…"


def test_a_row_that_is_too_wide_is_named() -> None:
    rows = [(2, ["a", "b", "c"]), (3, ["a", "b", ""])]
    wide, fits = cells_of(rows, columns_of(["u", "r"], {"principal": "u"}), 2)

    assert isinstance(wide[1], Problem) and "more cells" in wide[1].message
    assert fits == (3, {"principal": "a"})


TEXT = st.text(max_size=60)


@given(st.lists(st.dictionaries(st.sampled_from([f.key for f in FIELDS]), TEXT)))
def test_every_row_is_an_entry_or_a_problem(rows: list[dict[str, str]]) -> None:
    found = read(*rows)

    assert len(found) == len(rows)
    keys = [one[0] for one in found if not isinstance(one, Problem)]
    assert len(keys) == len(set(keys))
    for one in found:
        if isinstance(one, Problem):
            assert one.message and one.column and len(one.value) <= 200
        else:
            _fits_the_table(one[1])


def _fits_the_table(entry: Entry) -> None:
    for name in KEPT:
        limit = getattr(Entitlement._meta.get_field(name), "max_length", None)
        value: Any = getattr(entry, name)
        if limit and value is not None:
            assert len(value) <= limit and value.isprintable()


@given(st.permutations([GOOD, GOOD | {"privilege": "write"}, GOOD | {"object": "x"}]))
def test_the_digest_does_not_depend_on_the_order(rows: list[dict[str, str]]) -> None:
    held = dict(one for one in read(*rows) if not isinstance(one, Problem))
    first = dict(one for one in read(*rows[:2]) if not isinstance(one, Problem))

    assert digest_of(held) == digest_of(dict(reversed(held.items())))
    assert digest_of(held) != digest_of(first)


@given(st.text(max_size=30))
def test_a_date_is_one_or_says_that_it_is_none(cell: str) -> None:
    try:
        moment = moment_of(cell)
    except ValueError:
        return
    assert moment is None or moment.tzinfo is not None


def test_headers_suggest_their_fields() -> None:
    header = ["E-Mail", "Access level", "Dataset", "Last login", "Ticket", "Shoe size"]

    assert suggest(header) == {
        "principal": "E-Mail",
        "privilege": "Access level",
        "object": "Dataset",
        "last_used": "Last login",
        "why": "Ticket",
    }
    assert faults(suggest(header), header) == {}
    assert set(faults({"principal": "gone"}, header)) == {"principal", "privilege", "object"}


def test_our_own_names_suggest_themselves() -> None:
    keys = [field.key for field in FIELDS]
    assert suggest(keys) == {key: key for key in keys}


def test_matching_survives_being_kept() -> None:
    assert Matching.from_json(MATCHING.to_json()) == MATCHING
    with pytest.raises(ValueError, match="no sign"):
        pairs_of("a = b\nno sign")
    assert set(PRIVILEGES.values()) == {"read", "export", "write", "train", "deploy", "decrypt"} | {
        "administer"
    }
