"""Which access remains when one way in is taken away.

A way across the organisation opens what every team has, a way to a team what is in it. So taking a
share away may change nothing for somebody who is in the team, and ending a membership leaves what
is shared with them. Whoever decides is told before, and again after.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .access import Access
from .privileges import WEIGHTS

_STRENGTH = tuple(WEIGHTS)
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is still open: `whole` are ways to all that the ended one opened, `part` to some of it.

    Each begins with the strongest.
    """

    whole: tuple[Access, ...] = ()
    part: tuple[Access, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.whole or self.part)


def remaining(ended: Access, held: Iterable[Access]) -> Remaining:
    """What remains of what one way opened, by all that its principal holds."""
    others = [way for way in held if way != ended and _same_principal(way, ended)]
    whole = [way for way in others if opens(way, ended)]
    part = [way for way in others if way not in whole and opens(ended, way)]
    return Remaining(_strongest_first(whole), _strongest_first(part))


def opens(way: Access, other: Access) -> bool:
    """Whether one way opens everything that the other does, however much may be done there."""
    if way.object_kind == "organization":
        return True
    if way.object_kind == "team":
        return other.object_kind != "organization" and way.object_pk == other.team_id
    if not way.object_pk:
        return not other.object_pk and way.object_label == other.object_label
    return (way.object_kind, way.object_pk) == (other.object_kind, other.object_pk)


def _same_principal(way: Access, other: Access) -> bool:
    if way.user_id is not None or other.user_id is not None:
        return way.user_id == other.user_id
    return way.principal == other.principal


def _strongest_first(ways: Sequence[Access]) -> tuple[Access, ...]:
    return tuple(sorted(ways, key=lambda way: (-_STRENGTH.index(way.privilege), way.way, way.ref)))


def words(ended: Access, left: Remaining) -> str:
    """The sentence that says what remains; empty when nothing does."""
    who = ended.principal
    if left.whole:
        best = left.whole[0]
        less = _STRENGTH.index(best.privilege) < _STRENGTH.index(ended.privilege)
        weaker = f", with fewer rights ({best.privilege})" if less else ""
        return f"{who} still reaches it {_listed([way.way for way in left.whole])}{weaker}."
    if left.part:
        return f"{who} still reaches {_listed([_place(way) for way in left.part])}."
    return ""


def _place(way: Access) -> str:
    """ "Risk Models as contributor", "Loans by a share"."""
    return f"{way.object_label} {way.way.removesuffix(f' of {way.object_label}')}"


def _listed(parts: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"; past three the rest is counted."""
    named = list(dict.fromkeys(parts))
    if len(named) > _NAMED:
        named = [*named[:_NAMED], f"{len(named) - _NAMED} more"]
    if len(named) == 1:
        return named[0]
    return f"{', '.join(named[:-1])} and {named[-1]}"
