"""Who reaches what: every way in, as far as the reader may see it, with what it puts at risk."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from apps.accounts.models import User
from apps.core import clock
from apps.core.access import Actor, check
from apps.core.errors import NotVisible
from apps.core.scope import Scope
from apps.organizations.entitlements import OWN_SOURCES, OwnEntitlement
from apps.organizations.models import Team
from apps.registry.models import RegisteredObject

from ..permissions import VIEW_ACCESS
from ..rules.access import OWN, Access
from ..rules.flags import WORDS, Around, Flag, flags_of
from ..rules.meaning import may, meaning
from ..rules.remains import remaining, words
from ..rules.risk import Risk, Use, risk
from .holdings import Holding, Key, holdings


@dataclass(frozen=True, slots=True)
class Way:
    """One way in as the pages show it.

    `ways` is how many its person has in the same list; `end_url` leads to the page that ends it
    and is empty for readers who may not.
    """

    access: Access
    person: User
    risk: Risk
    flags: tuple[Flag, ...]
    meaning: str
    holding: Holding
    ways: int
    end_url: str

    @property
    def may(self) -> str:
        """What may be done, as in "can see and change"."""
        return may(self.access)

    @property
    def flag_words(self) -> list[tuple[str, str]]:
        """Each flag as a word and the sentence that explains it."""
        return [WORDS[flag] for flag in self.flags]

    @property
    def rank(self) -> int:
        return self.risk.rank


@dataclass(frozen=True, slots=True)
class Ending:
    """A way that is about to end, and the sentence that says what stays open without it."""

    way: Way
    left: str


def list_ways(actor: Actor) -> list[Way]:
    """Every way in that the reader may see, riskiest first."""
    if not check(actor, VIEW_ACCESS).allowed:
        return []
    ways = _ways(actor, _in_sight(actor, _read()))
    return sorted(ways, key=lambda way: (-way.rank, way.access.principal, way.access.way))


def ways_to(actor: Actor, obj: RegisteredObject) -> list[Way]:
    """Every way to one object: people with the strongest first, the ways of one together."""
    if not check(actor, VIEW_ACCESS, obj).allowed:
        return []
    # What a role opens beside this object is no matter of this list.
    ways = _ways(actor, _read(scopes=[obj.access_scope()]), of=(obj.kind, obj.pk))
    highest: dict[int, int] = {}
    for way in ways:
        highest[way.person.pk] = max(way.rank, highest.get(way.person.pk, 0))
    return sorted(ways, key=lambda way: (-highest[way.person.pk], str(way.person), -way.rank))


def ways_of(actor: Actor, person: User) -> list[Way]:
    """Everything that one person reaches, riskiest first, as far as the reader may see it."""
    if not check(actor, VIEW_ACCESS).allowed:
        return []
    ways = _ways(actor, _in_sight(actor, _read(users=[person.pk])))
    return sorted(ways, key=lambda way: (-way.rank, way.access.way))


def get_ending(actor: Actor, person_id: uuid.UUID, source: str, ref: str) -> Ending:
    """One way of a person, before it ends. Raises `NotVisible`, also when it is over already."""
    person = User.objects.filter(public_id=person_id).first()
    rows = _in_sight(actor, _read(users=[person.pk])) if person is not None else []
    named = [row for row in rows if (row.source, row.ref) == (source, ref)]
    if not named or not check(actor, VIEW_ACCESS).allowed:
        raise NotVisible("This access is over already.")
    (way,) = _ways(actor, named)
    # What stays open is said as far as the reader sees it.
    held = [own_way(row, way.person) for row in rows]
    return Ending(way, words(way.access, remaining(way.access, held)))


def access_left(source: str, users: Collection[int], scope: Scope) -> Mapping[str, str]:
    """What stays open to each of these people once their way by this source into this scope ends:
    sentences by ref. Unscoped: whoever may end a way must know what ending it does not do."""
    people = User.objects.in_bulk(set(users))
    rows = _read(users=people.keys())
    held = [own_way(row, people[row.user_id]) for row in rows]
    ended = [way for way in held if way.source == f"{OWN}:{source}" and _is_at(way, scope)]
    said = {way.ref: words(way, remaining(way, held)) for way in ended}
    return {ref: sentence for ref, sentence in said.items() if sentence}


def _is_at(way: Access, scope: Scope) -> bool:
    return way.object_kind == scope.kind and way.object_pk in (scope.pk, 0)


def _read(
    users: Collection[int] | None = None, scopes: Collection[Scope] | None = None
) -> list[OwnEntitlement]:
    return [row for source in OWN_SOURCES.values() for row in source.rows(users, scopes)]


def _in_sight(actor: Actor, rows: Iterable[OwnEntitlement]) -> list[OwnEntitlement]:
    """Ways into teams of which the reader may see who reaches them, and those to everything."""
    rows = list(rows)
    teams = {row.team_id for row in rows} - {None}
    seen = {pk for pk in teams if check(actor, VIEW_ACCESS, Team(pk=pk)).allowed}
    return [row for row in rows if row.team_id is None or row.team_id in seen]


def _ways(actor: Actor, rows: Collection[OwnEntitlement], of: Key | None = None) -> list[Way]:
    """Ways with what they put at risk: of this one object, or of all that each of them opens."""
    people = User.objects.in_bulk({row.user_id for row in rows})
    held = [(row, own_way(row, people[row.user_id])) for row in rows]
    known = holdings(actor, [access for _, access in held], [of] if of else [])
    counts = Counter(row.user_id for row in rows)
    return [
        _way(actor, row, access, people[row.user_id], known, of, counts[row.user_id])
        for row, access in held
    ]


def own_way(row: OwnEntitlement, person: User) -> Access:
    """One own grant as reviews and lists of ways see it."""
    return Access(
        source=f"{OWN}:{row.source}",
        ref=row.ref,
        principal=str(person),
        principal_kind="person",
        user_id=row.user_id,
        object_kind=row.object_kind,
        object_pk=row.object_pk,
        object_label=row.object_label,
        team_id=row.team_id,
        privilege=str(row.privilege),
        way=row.way,
        granted_by=row.granted_by,
        granted_at=row.granted_at,
        why=row.why,
        last_used_at=person.last_login,
        expires_at=row.expires_at,
    )


def _way(
    actor: Actor,
    row: OwnEntitlement,
    access: Access,
    person: User,
    known: Mapping[Key, Holding],
    of: Key | None,
    ways: int,
) -> Way:
    holding = known[access.object_kind, access.object_pk]
    at_risk = known[of] if of else holding
    now, use = clock.now(), Use(person.last_login, of="sign-in")
    around = Around(now=now, use=use, names=frozenset({str(person), person.email}))
    may_end = OWN_SOURCES[row.source].may_revoke(actor, row)
    end = reverse("access_reviews:end", args=[person.public_id, row.source, row.ref])
    return Way(
        access=access,
        person=person,
        risk=risk(at_risk.marks, access.privilege, use, now, deidentified=at_risk.deidentified),
        flags=flags_of(access, around),
        meaning=meaning(access, holding.marks, holding.records),
        holding=holding,
        ways=ways,
        end_url=end if may_end else "",
    )
