"""Rows of a list as accesses: what can be used, and every row that cannot, with the reason. Pure.

A row that is left out is access that nobody will review, so each names its column, its value and
what to do. An object that is not registered and an account that nobody stands behind are no faults:
they are kept and shown.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from ..rules.access import Access
from .fields import BY_KEY
from .matching import Matching, Names
from .words import OBJECT_KINDS, PRINCIPAL_KINDS, moment_of, plain, privilege_of

Cells = Mapping[str, str]
_LONGEST = {"principal": 254, "object": 254, "group": 254, "version": 60}
_LONGEST |= {"purpose": 200, "project": 120}
_CUT = {"why": 300, "granted_by": 200}
_DATES = ("window_from", "window_to", "granted_at", "last_used", "expires_at")


@dataclass(frozen=True, slots=True)
class Entry:
    """One usable row, in the words of `Entitlement`."""

    principal: str
    principal_kind: str
    user_id: int | None
    via_group: str
    object_kind: str
    object_pk: int
    object_label: str
    version: str
    privilege: str
    purpose: str
    project: str
    window_from: dt.date | None
    window_to: dt.date | None
    granted_by: str
    granted_at: dt.datetime | None
    why: str
    last_used_at: dt.datetime | None
    expires_at: dt.datetime | None

    def values(self) -> tuple[Any, ...]:
        """What is kept, in the order of `KEPT`."""
        return tuple(getattr(self, name) for name in KEPT)

    def key(self, source: str, *, registered: bool = True) -> str:
        """What makes it the same one in the next list; with `registered` false as long as its
        object was not registered yet."""
        return Access(
            source=source,
            ref="",
            principal=self.principal,
            principal_kind=self.principal_kind,
            user_id=self.user_id,
            object_kind=self.object_kind,
            object_pk=self.object_pk if registered else 0,
            object_label=self.object_label,
            team_id=None,
            privilege=self.privilege,
            way="",
            via_group=self.via_group,
            version=self.version,
            purpose=self.purpose,
            project=self.project,
        ).key


KEPT = tuple(field.name for field in fields(Entry))


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that was left out. Row 0 is the list itself."""

    row: int
    column: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class Known:
    """What rows are read against: the source's words and rules, people and objects."""

    source: str
    people: Mapping[str, int]
    names: Names
    matching: Matching
    words: Mapping[str, str]


class _Wrong(Exception):
    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message


def columns_of(header: Iterable[str], mapping: Mapping[str, str]) -> dict[str, int]:
    """Where each field stands in a row."""
    places = {name: place for place, name in enumerate(header)}
    return {key: places[name] for key, name in mapping.items() if name in places}


def cells_of(
    rows: Iterable[tuple[int, list[str]]], columns: Mapping[str, int], width: int
) -> Iterator[tuple[int, Cells | Problem]]:
    """Rows of a file by field; a row with more cells than columns cannot be told apart."""
    for number, cells in rows:
        if any(cells[width:]):
            message = f"The row has more cells than the {width} columns. Quote cells with commas."
            yield number, Problem(number, "", cells[width][:200], message)
        else:
            yield number, {key: cells[place] for key, place in columns.items()}


def read_entries(
    rows: Iterable[tuple[int, Cells | Problem]], known: Known
) -> Iterator[tuple[str, Entry] | Problem]:
    """Each row as an entry with its key, or as the problem that keeps it out."""
    first: dict[bytes, int] = {}
    for number, cells in rows:
        if isinstance(cells, Problem):
            yield cells
            continue
        try:
            entry = _entry(cells, known)
        except _Wrong as wrong:
            value = cells.get(wrong.field, "")[:200]
            yield Problem(number, BY_KEY[wrong.field].label, value, wrong.message)
            continue
        key = entry.key(known.source)
        earlier = first.setdefault(bytes.fromhex(key), number)
        if earlier == number:
            yield key, entry
        else:
            message = f"The same access as in row {earlier:,}. The first is kept; remove this one."
            yield Problem(number, BY_KEY["principal"].label, entry.principal[:200], message)


def digest_of(contents: Mapping[str, Entry]) -> str:
    """The digest of a whole list, whatever the order of its rows."""
    whole = hashlib.sha256()
    for key in sorted(contents):
        said = "\x1f".join(map(str, contents[key].values()))
        whole.update(f"{key}\x1e{said}\n".encode())
    return whole.hexdigest()


# ---- One row ------------------------------------------------------------------------------------
def _entry(cells: Cells, known: Known) -> Entry:
    text = {key: _text(cells, key) for key in _LONGEST}
    principal = _required(text, "principal", "Say who has the access.")
    principal = principal.casefold() if "@" in principal else principal
    label = _required(text, "object", "Say what the access is to.")
    kind = _word(cells, "object_kind", OBJECT_KINDS, "dataset, model or pipeline") or ""
    found = known.names.find(label, kind)
    address = known.matching.address_of(principal)
    user = known.people.get(address)
    dates = {key: _date(cells, key) for key in _DATES}
    return Entry(
        principal=principal,
        principal_kind=_kind(cells, known, address, user),
        user_id=user,
        via_group=text["group"],
        object_kind=found[0] if found else kind,
        object_pk=found[1] if found else 0,
        object_label=label,
        version=text["version"],
        privilege=_privilege(cells, known),
        purpose=text["purpose"],
        project=text["project"],
        window_from=_day(dates["window_from"]),
        window_to=_day(dates["window_to"]),
        granted_by=_cut(cells, "granted_by"),
        granted_at=dates["granted_at"],
        why=_cut(cells, "why"),
        last_used_at=dates["last_used"],
        expires_at=dates["expires_at"],
    )


def _clean(cell: str) -> str:
    """A cell on one line, without what cannot be seen."""
    if cell.isprintable():
        return cell.strip()
    return " ".join("".join(c if c.isprintable() else " " for c in cell).split())


def _text(cells: Cells, key: str) -> str:
    text = _clean(cells.get(key, ""))
    if len(text) > _LONGEST[key]:
        message = f"It has {len(text):,} characters; at most {_LONGEST[key]} are kept. Shorten it."
        raise _Wrong(key, message)
    return text


def _cut(cells: Cells, key: str) -> str:
    """Words that explain: a long one is no reason to lose the access."""
    text, limit = _clean(cells.get(key, "")), _CUT[key]
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _required(text: Mapping[str, str], key: str, ask: str) -> str:
    if not text[key]:
        raise _Wrong(key, f"It is empty. {ask}")
    return text[key]


def _privilege(cells: Cells, known: Known) -> str:
    word = _clean(cells.get("privilege", ""))
    if not word:
        raise _Wrong("privilege", "It is empty. Say what the access allows.")
    privilege = privilege_of(word, known.words)
    if privilege is None:
        raise _Wrong(
            "privilege",
            "We do not know this right. Say on the source which of ours it means, as in "
            f"“{word[:40]} = read”.",
        )
    return privilege


def _word(cells: Cells, key: str, words: Mapping[str, str], ours: str) -> str | None:
    cell = cells.get(key, "").strip()
    if not cell:
        return None
    if plain(cell) not in words:
        raise _Wrong(key, f"We do not know this kind. Write {ours}.")
    return words[plain(cell)]


def _kind(cells: Cells, known: Known, address: str, user: int | None) -> str:
    said = _word(
        cells,
        "principal_kind",
        PRINCIPAL_KINDS,
        "person, service account, member of a group or external",
    )
    if said:
        return said
    if known.matching.is_external(address):
        return "external"
    if cells.get("group", "").strip():
        return "member"
    return "person" if user or address else "service"


def _date(cells: Cells, key: str) -> dt.datetime | None:
    try:
        return moment_of(cells.get(key, ""))
    except ValueError as error:
        why = str(error) if str(error).startswith("It ") else "It is not a date."
        raise _Wrong(key, f"{why} Write it as 2026-03-14.") from None


def _day(moment: dt.datetime | None) -> dt.date | None:
    return moment.date() if moment else None


Counted = Callable[[int], None]


def gathered(
    entries: Iterable[tuple[str, Entry] | Problem], told: Counted, every: int = 10_000
) -> tuple[dict[str, Entry], list[Problem]]:
    """All entries by key and all problems; `told` hears how many rows were read."""
    kept: dict[str, Entry] = {}
    problems: list[Problem] = []
    for count, one in enumerate(entries, start=1):
        if isinstance(one, Problem):
            problems.append(one)
        else:
            kept[one[0]] = one[1]
        if count % every == 0:
            told(count)
    return kept, problems
