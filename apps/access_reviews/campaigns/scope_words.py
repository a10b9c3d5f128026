"""What a review looks at, as a sentence."""

from __future__ import annotations

from apps.accounts.models import User
from apps.organizations.models import Team
from apps.registry.kinds import KINDS

from ..models import Campaign
from ..rules.scope import Only, PopulationScope


def scope_words(campaign: Campaign) -> str:
    """ "Access to Patient readmissions, only what reaches sensitive data"; at most two queries."""
    return words_of(PopulationScope.from_json(campaign.scope))


def words_of(scope: PopulationScope) -> str:
    """The same of a scope that no campaign has yet."""
    parts = [_subject(scope)]
    if scope.sensitive:
        parts.append("only what reaches sensitive data")
    if scope.privileges:
        parts.append(f"only the right to {' or '.join(scope.privileges)}")
    if scope.only is Only.DIFFERENT:
        parts.append("only what is new, changed or risky")
    return ", ".join(parts)


def _subject(scope: PopulationScope) -> str:
    names = [_object_name(kind, pk) for kind, pk in scope.objects[:3]]
    if scope.person:
        person = User.objects.filter(pk=scope.person).first()
        return f"What {person or 'one person'} can reach"
    if names:
        return f"Access to {', '.join(names)}"
    if scope.teams:
        teams = Team.objects.filter(pk__in=scope.teams).order_by("name")
        return f"Access to everything of {', '.join(team.name for team in teams)}"
    return "Access to everything"


def _object_name(kind: str, pk: int) -> str:
    if kind not in KINDS:
        return kind
    found = KINDS[kind].model.objects.filter(pk=pk).first()
    return str(found) if found is not None else f"a {kind} that is gone"
