"""What a reviewer is to know of each access: its meaning, its rank, what speaks against it.

Worked out once, when a campaign begins, and frozen with it.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from apps.accounts.models import User
from apps.core import clock
from apps.core.canonical import flat_digest
from apps.organizations.models import Membership

from ..models import Source
from ..rules.access import Access
from ..rules.conflicts import DEFAULT_PAIRS, Duty, conflicting_keys, conflicts
from ..rules.differential import Listed, Why, why_again
from ..rules.flags import Around, flags_of
from ..rules.limits import outside_limits
from ..rules.meaning import meaning
from ..rules.risk import RISKY, Use, risk
from ..rules.scope import Only, PopulationScope
from .population import Population, Reviewed

_UNKNOWN = Reviewed("", None, None, ("unknown",))


@dataclass(frozen=True, slots=True)
class JudgedAccess:
    """One access as it goes onto the list; `content` is the digest of what was granted."""

    access: Access
    meaning: str
    facts: Mapping[str, Any]
    content: str
    risk: int
    flags: tuple[str, ...]


def judge(
    population: Population, scope: PopulationScope, last: Mapping[str, Listed] | None
) -> list[JudgedAccess]:
    """Everything on the list, the riskiest first; of a differential campaign what differs."""
    unique = {row.key: row for row in population.rows}
    rows = list(unique.values())
    around = _Surroundings(rows)
    judged = [_judged(row, population.objects, around) for row in rows]
    if scope.only is Only.DIFFERENT:
        judged = list(_different(judged, last or {}))
    return sorted(judged, key=lambda one: (-one.risk, one.access.principal, one.access.key))


def _different(
    judged: Iterable[JudgedAccess], last: Mapping[str, Listed]
) -> Iterator[JudgedAccess]:
    for one in judged:
        key = one.access.key
        now = Listed(key, one.content, one.risk, frozenset(one.flags))
        why = why_again(now, last.get(key), RISKY)
        if why is not None:
            yield replace(one, facts={**one.facts, "again": Why(why).value})


def _judged(
    row: Access, objects: Mapping[tuple[str, int], Reviewed], around: _Surroundings
) -> JudgedAccess:
    held = objects.get((row.object_kind, row.object_pk), _UNKNOWN)
    use = around.use_of(row)
    rank = risk(held.marks, row.privilege, use, around.now)
    facts = {
        **row.facts(),
        "risk": [[factor.name, factor.value, factor.words] for factor in rank.factors],
        "peers": around.peers_of(row),
    }
    return JudgedAccess(
        access=row,
        meaning=meaning(row, held.marks, held.records),
        facts=facts,
        content=flat_digest(row.said()),
        risk=rank.rank,
        flags=tuple(flag.value for flag in flags_of(row, around.of(row, held, use))),
    )


class _Surroundings:
    """What flags depend on beside one access, read once for the whole list: four queries."""

    def __init__(self, rows: Sequence[Access]) -> None:
        self.now = clock.now()
        people = User.objects.values_list("pk", "email", "is_active")
        self._left = {pk for pk, _, is_active in people if not is_active}
        self._emails = {pk: email for pk, email, _ in people}
        self._held = Counter(row.user_id for row in rows if row.user_id)
        self._peers = _peers(self._held)
        self._conflicting = conflicting_keys(conflicts(_duties(rows), DEFAULT_PAIRS))
        self._matching = {
            str(source): rules
            for source, rules in Source.objects.values_list("public_id", "matching")
        }
        self._tells_use = {row.source for row in rows if row.last_used_at is not None}

    def use_of(self, row: Access) -> Use:
        """Own grants are used by signing in; of another system its source tells, or does not."""
        if row.is_own:
            return Use(row.last_used_at, of="sign-in")
        return Use(row.last_used_at, known=row.source in self._tells_use)

    def of(self, row: Access, held: Reviewed, use: Use) -> Around:
        """What flags of this access depend on."""
        rules = self._matching.get(row.source, {})
        email = self._emails.get(row.user_id or 0, "")
        domain = (email or row.principal).rpartition("@")[2].lower()
        return Around(
            now=self.now,
            use=use,
            names=frozenset({row.principal, email} - {""}),
            is_leaver=row.user_id in self._left,
            is_external=domain in rules.get("external", ()),
            is_shared=any(
                re.search(pattern, row.principal, re.IGNORECASE)
                for pattern in rules.get("shared", ())
            ),
            in_conflict=row.key in self._conflicting,
            is_outside_purpose=bool(outside_limits(row, held.limits)),
            more_than_peers=self._is_far_more(row),
        )

    def _is_far_more(self, row: Access) -> bool:
        """More than twice what half of the team has, and three more at least."""
        person = row.user_id or 0
        median = self._peers.get(person)
        held = self._held[person]
        return median is not None and held > 2 * median and held >= median + 3

    def peers_of(self, row: Access) -> list[float]:
        """How many accesses the person has, and half of their team at most; empty if unknown."""
        person = row.user_id or 0
        median = self._peers.get(person)
        return [] if median is None else [self._held[person], median]


def _peers(held: Mapping[int, int]) -> dict[int, float]:
    """For each person the median of what the others of their teams have."""
    by_team: dict[int, list[int]] = defaultdict(list)
    for user, team in Membership.objects.values_list("user_id", "team_id").order_by("pk"):
        by_team[team].append(user)
    peers: dict[int, list[int]] = defaultdict(list)
    for members in by_team.values():
        for user in members:
            peers[user] += [held.get(other, 0) for other in members if other != user]
    return {user: statistics.median(counts) for user, counts in peers.items() if counts}


def _duties(rows: Iterable[Access]) -> Iterator[Duty]:
    for row in rows:
        holder = str(row.user_id or row.principal)
        about = f"{row.object_kind}:{row.object_pk or row.object_label}"
        yield Duty(holder, row.privilege, about, row.key)
