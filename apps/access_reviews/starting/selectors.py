"""What can be chosen for a review, and what a plan would come to before anybody is asked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from apps.accounts.models import User
from apps.core.access import Actor, rows
from apps.organizations.models import Team
from apps.organizations.selectors import teams_where, visible_people
from apps.registry.kinds import KINDS
from apps.registry.models import RegisteredObject
from apps.registry.objects.selectors import visible

from ..campaigns.assigning import Chosen, Desk, GroupKey, Subject, desk, group_key
from ..campaigns.earlier import earlier_list
from ..campaigns.judging import judge
from ..campaigns.plans import CampaignPlan, StagePlan, require_start
from ..campaigns.population import Population, read_population
from ..models import Campaign, CampaignStage, WhyAssigned
from ..permissions import START
from ..rules.access import Access
from ..rules.scope import Only

OFFERED = 500
"""Of each kind; an object that is not among them is reviewed from its own page."""


def teams_to_review(actor: Actor) -> QuerySet[Team]:
    """Teams that the actor may start a review for."""
    return teams_where(actor, START).order_by("name")


def objects_to_review(actor: Actor) -> dict[str, list[RegisteredObject]]:
    """Objects that the actor may start a review of, by the plural of their kind."""
    return {
        kind.plural: list(
            visible(actor, kind.model)
            .filter(rows(actor, START, team="team_id"))
            .order_by("name")[:OFFERED]
        )
        for kind in KINDS.values()
    }


def people_to_review(actor: Actor) -> QuerySet[User]:
    """Active people whom the actor sees, to be reviewed or named as reviewers."""
    return visible_people(actor).filter(is_active=True)


# ---- The preview --------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Load:
    """What one person would review in the first stage."""

    reviewer: str
    rights: int
    groups: int


@dataclass(frozen=True, slots=True)
class SourcePart:
    """What one source brings; `problem` is why it could not be read."""

    name: str
    rows: int
    problem: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a plan would come to, if it were started now."""

    rights: int
    groups: int
    sources: list[SourcePart]
    reviewers: list[Load]
    by_fallback: list[str]
    by_nobody: list[str]

    @property
    def failed(self) -> list[SourcePart]:
        return [source for source in self.sources if source.problem]


def preview(actor: Actor, plan: CampaignPlan) -> Preview:
    """Who would review how much, by the same reading and the same rule as the start itself.

    Raises as `start_campaign` does where the actor may not start it.
    """
    require_start(actor, plan)
    population = read_population(plan.scope)
    listed = _listed(population, plan)
    by_group: dict[GroupKey, list[Access]] = defaultdict(list)
    for access in listed:
        by_group[group_key(plan.group_by, access)].append(access)
    people = desk(actor.user_id or 0)
    chosen = {
        key: _reviewers(people, plan.stages[0], key, held, population)
        for key, held in by_group.items()
    }
    counted = Counter("own" if access.is_own else access.source for access in listed)
    return Preview(
        rights=len(listed),
        groups=len(by_group),
        sources=[
            SourcePart(one.name, counted.get(one.source, 0), one.problem)
            for one in population.readings
        ],
        reviewers=_loads(people, by_group, chosen),
        by_fallback=_labels(by_group, chosen, only_fallback=True),
        by_nobody=_labels(by_group, chosen, only_fallback=False),
    )


def _listed(population: Population, plan: CampaignPlan) -> list[Access]:
    """What would be on the list; only a differential one needs everything judged."""
    if plan.scope.only is Only.DIFFERENT:
        last = earlier_list(Campaign(scope=plan.scope.to_json()))
        return [one.access for one in judge(population, plan.scope, last)]
    return list({row.key: row for row in population.rows}.values())


def _reviewers(
    people: Desk, stage: StagePlan, key: GroupKey, held: Sequence[Access], population: Population
) -> list[Chosen]:
    known = population.objects.get(key[:2])
    principals = frozenset(access.user_id for access in held if access.user_id)
    owner, team = (known.owner_id, known.team_id) if known else (None, None)
    planned = CampaignStage(reviewer_rule=stage.rule)
    named = [user.pk for user in stage.named]
    return people.reviewers(planned, Subject(owner, team, principals), named)


def _loads(
    people: Desk,
    by_group: Mapping[GroupKey, Sequence[Access]],
    chosen: Mapping[GroupKey, Sequence[Chosen]],
) -> list[Load]:
    """By reviewer, who has most first. Nobody's own access is counted for themselves."""
    rights: Counter[int] = Counter()
    groups: Counter[int] = Counter()
    for key, reviewers in chosen.items():
        for one in reviewers:
            rights[one.reviewer_id] += sum(
                access.user_id != one.reviewer_id for access in by_group[key]
            )
            groups[one.reviewer_id] += 1
    loads = [Load(people.labels[pk], count, groups[pk]) for pk, count in rights.items()]
    return sorted(loads, key=lambda load: (-load.rights, load.reviewer))


def _labels(
    by_group: Mapping[GroupKey, Sequence[Access]],
    chosen: Mapping[GroupKey, Sequence[Chosen]],
    *,
    only_fallback: bool,
) -> list[str]:
    """Parts for which the rule names nobody: somebody stands in, or nobody at all can."""
    found = []
    for key, reviewers in chosen.items():
        by_rule = any(one.why == WhyAssigned.RULE for one in reviewers)
        if not by_rule and bool(reviewers) is only_fallback:
            first = by_group[key][0]
            found.append(first.principal if key[0] == "person" else first.object_label)
    return sorted(found)
