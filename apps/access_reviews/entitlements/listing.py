"""Lists of ways in: to one object, of one person, and all; page, CSV and JSON."""

from __future__ import annotations

from typing import Any

from apps.ui.components.words import when
from apps.ui.listing import Column, Listing

from .selectors import Way


def _of(name: str) -> Any:
    return lambda way: getattr(way.access, name)


def _moment(name: str) -> Any:
    return lambda way: _words(getattr(way.access, name))


def _words(moment: Any) -> str:
    return moment.isoformat() if moment else ""


def _factor(name: str) -> Any:
    return lambda way: getattr(way.risk, name).value


def _flags(way: Way) -> str:
    return " ".join(way.flags)


# ---- On the page --------------------------------------------------------------------------------
_RISK = Column(label="Risk", template="access_reviews/_risk_cell.html")
_PERSON = Column(label="Person", template="access_reviews/_person_cell.html", names_row=True)
_MAY = Column(label="May", template="access_reviews/_may_cell.html")
_OPENS = Column(label="Can do", template="access_reviews/_meaning_cell.html", names_row=True)
_CAN = Column(label="Can do", template="access_reviews/_meaning_cell.html")
_GIVEN = Column(label="Given", template="access_reviews/_given_cell.html")
_UNTIL = Column(label="Until", cell=lambda way: when(way.access.expires_at, empty="No end"))
_SEEN = Column(label="Last sign-in", cell=lambda way: when(way.person.last_login, empty="Never"))
_END = Column(label="End", template="access_reviews/_end_cell.html", label_hidden=True)

# ---- In files -----------------------------------------------------------------------------------
_FILE = (
    Column("person", _of("principal")),
    Column("e-mail", lambda way: way.person.email),
    Column("object kind", _of("object_kind")),
    Column("object", _of("object_label")),
    Column("privilege", _of("privilege")),
    Column("meaning"),
    Column("way in", _of("way")),
    Column("ways in", lambda way: way.ways),
    Column("granted at", _moment("granted_at")),
    Column("granted by", _of("granted_by")),
    Column("reason", _of("why")),
    Column("until", _moment("expires_at")),
    Column("last sign-in", lambda way: _words(way.person.last_login) or "never"),
    Column("risk", lambda way: way.rank),
    Column("sensitivity", _factor("sensitivity")),
    Column("privilege weight", _factor("privilege")),
    Column("disuse", _factor("disuse")),
    Column("flags", _flags),
    Column("id", _of("ref")),
)

TO_OBJECT = Listing(
    name="who-can-reach",
    noun="ways in",
    template="access_reviews/object_reach.html",
    columns=(_RISK, _PERSON, _MAY, _GIVEN, _UNTIL, _SEEN, _END, *_FILE),
)
OF_PERSON = Listing(
    name="what-they-can-reach",
    noun="ways in",
    template="access_reviews/person_reach.html",
    columns=(_RISK, _OPENS, _GIVEN, _UNTIL, _END, *_FILE),
)
ALL = Listing(
    name="access",
    noun="ways in",
    template="access_reviews/access_list.html",
    columns=(_RISK, _PERSON, _CAN, _GIVEN, _UNTIL, _SEEN, _END, *_FILE),
)
