"""Who reviews what: the campaign's rule for each group, and who stands in where it names nobody.

Nobody reviews their own access. Where the rule names only people whose own access is in the group,
somebody else stands beside them: a lead of the team, then a compliance officer, then an
administrator, then whoever runs the campaign.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from apps.accounts.models import User
from apps.core.access import OrgRole, TeamRole
from apps.organizations.models import Membership
from apps.organizations.selectors import people_with_role

from ..models import CampaignStage, GroupBy, ReviewerRule, WhyAssigned
from ..rules.access import Access

GroupKey = tuple[str, int, str]


def group_key(group_by: str, access: Access) -> GroupKey:
    """The part of a campaign that an access belongs to: its object, or whose it is."""
    if group_by == GroupBy.PERSON:
        return "person", access.user_id or 0, access.principal if not access.user_id else ""
    return access.object_kind, access.object_pk, access.object_label if not access.object_pk else ""


@dataclass(frozen=True, slots=True)
class Subject:
    """What the rules ask of a group: its owner and team, and whose access is in it."""

    owner_id: int | None
    team_id: int | None
    principals: frozenset[int]


@dataclass(frozen=True, slots=True)
class Chosen:
    """One reviewer of a group in a stage, and why."""

    reviewer_id: int
    why: WhyAssigned


@dataclass(frozen=True, slots=True)
class Desk:
    """Everybody who can review, read once for a whole campaign."""

    labels: Mapping[int, str]
    leads: Mapping[int, tuple[int, ...]]
    teams_of: Mapping[int, tuple[int, ...]]
    office: tuple[int, ...]
    runs: int

    def reviewers(
        self, stage: CampaignStage, subject: Subject, named: Sequence[int]
    ) -> list[Chosen]:
        """Enough reviewers that nobody is left to judge themselves, as far as there are people."""
        by_rule = [pk for pk in self._by_rule(stage, subject, named) if pk in self.labels]
        if len(subject.principals) == 1:
            by_rule = [pk for pk in by_rule if pk not in subject.principals]
        chosen = [Chosen(pk, WhyAssigned.RULE) for pk in dict.fromkeys(by_rule)]
        for pk in self._standing_in(subject):
            if _enough({one.reviewer_id for one in chosen}, subject.principals):
                break
            if pk not in by_rule:
                chosen.append(Chosen(pk, WhyAssigned.FALLBACK))
        return chosen

    def _by_rule(
        self, stage: CampaignStage, subject: Subject, named: Sequence[int]
    ) -> Iterable[int]:
        match stage.reviewer_rule:
            case ReviewerRule.OWNER:
                return [subject.owner_id] if subject.owner_id else []
            case ReviewerRule.LEAD:
                return self.leads.get(subject.team_id or 0, ())
            case ReviewerRule.MANAGER:
                teams = {team for pk in subject.principals for team in self.teams_of.get(pk, ())}
                return sorted({pk for team in teams for pk in self.leads.get(team, ())})
            case _:
                return named

    def _standing_in(self, subject: Subject) -> list[int]:
        """Who can stand in, those without access of their own in the group first."""
        able = (*self.leads.get(subject.team_id or 0, ()), *self.office, self.runs)
        people = [pk for pk in dict.fromkeys(able) if pk in self.labels]
        if len(subject.principals) == 1:
            people = [pk for pk in people if pk not in subject.principals]
        return sorted(people, key=lambda pk: pk in subject.principals)


def _enough(reviewers: Collection[int], principals: Collection[int]) -> bool:
    """Whether each principal has a reviewer who is somebody else: two people review each other."""
    return len(reviewers) > 1 or any(pk not in principals for pk in reviewers)


def desk(runs: int) -> Desk:
    """Three queries, whatever the size of the organisation."""
    people = {user.pk: str(user) for user in User.objects.filter(is_active=True)}
    leads: dict[int, list[int]] = defaultdict(list)
    teams_of: dict[int, list[int]] = defaultdict(list)
    members = Membership.objects.filter(user__is_active=True).order_by("pk")
    for user_id, team_id, role in members.values_list("user_id", "team_id", "role"):
        teams_of[user_id].append(team_id)
        if role == TeamRole.LEAD:
            leads[team_id].append(user_id)
    roles = (OrgRole.COMPLIANCE_OFFICER, OrgRole.ADMINISTRATOR)
    office = [pk for role in roles for pk in people_with_role(role).values_list("pk", flat=True)]
    return Desk(
        labels=people,
        leads={team: tuple(pks) for team, pks in leads.items()},
        teams_of={user: tuple(pks) for user, pks in teams_of.items()},
        office=tuple(dict.fromkeys(office)),
        runs=runs,
    )
