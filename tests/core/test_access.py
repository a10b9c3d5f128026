"""The access engine asks: visible? role? state? in this order, and says why not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apps.core.access import (
    Actor,
    ActorKind,
    GrantLevel,
    OrgRole,
    Permission,
    TeamRole,
    can_see,
    check,
    require,
)
from apps.core.errors import NotVisible, Refused
from apps.core.scope import Scope


class Thing:
    def __init__(self, team_id: int | None = 1, *, frozen: bool = False) -> None:
        self.team_id, self.frozen = team_id, frozen

    def access_scope(self) -> Scope:
        return Scope(team_id=self.team_id, kind="thing", pk=7)


def person(**rest: object) -> Actor:
    return Actor(kind=ActorKind.PERSON, label="Somebody", **rest)  # type: ignore[arg-type]  # each test names its own


EDIT = Permission(
    name="thing.edit",
    label="edit this thing",
    org=frozenset({OrgRole.COMPLIANCE_OFFICER}),
    team=frozenset({TeamRole.LEAD}),
    grant=frozenset({GrantLevel.CONTRIBUTE}),
    everyone=False,
    rule=lambda actor, thing: "It is frozen." if thing.frozen else None,
)


@pytest.mark.parametrize(
    ("actor", "allowed", "visible"),
    [
        (person(), False, False),
        (person(team_roles={2: TeamRole.LEAD}), False, False),
        (person(team_roles={1: TeamRole.VIEWER}), False, True),
        (person(team_roles={1: TeamRole.LEAD}), True, True),
        (person(org_roles=frozenset({OrgRole.AUDITOR})), False, True),
        (person(org_roles=frozenset({OrgRole.COMPLIANCE_OFFICER})), True, True),
        (person(grants={"thing": {7: GrantLevel.VIEW}}), False, True),
        (person(grants={"thing": {7: GrantLevel.CONTRIBUTE}}), True, True),
        (person(grants={"thing": {8: GrantLevel.CONTRIBUTE}}), False, False),
        (person(grants={"other": {7: GrantLevel.CONTRIBUTE}}), False, False),
        (Actor.system("sweep"), True, True),
    ],
)
def test_roles_teams_and_grants_decide(actor: Actor, allowed: bool, visible: bool) -> None:
    verdict = check(actor, EDIT, Thing())

    assert (verdict.allowed, verdict.visible) == (allowed, visible)


@pytest.mark.parametrize(
    ("actor", "visible"),
    [
        (person(), False),
        (person(grants={"thing": {}}), False),
        (person(grants={"other": {8: GrantLevel.VIEW}}), True),
        (person(team_roles={9: TeamRole.VIEWER}), True),
        (Actor.command("a test"), True),
    ],
)
def test_what_belongs_to_the_organisation_is_seen_with_any_role(
    actor: Actor, visible: bool
) -> None:
    assert can_see(actor, Thing(team_id=None).access_scope()) is visible
    assert check(actor, replace(EDIT, everyone=True)).allowed is visible
    assert check(actor, replace(EDIT, everyone=True), Thing(team_id=None)).visible is visible


def test_state_is_asked_last_and_gives_its_reason() -> None:
    lead = person(team_roles={1: TeamRole.LEAD})

    with pytest.raises(Refused, match="It is frozen"):
        require(lead, EDIT, Thing(frozen=True))


def test_the_invisible_looks_like_the_missing() -> None:
    with pytest.raises(NotVisible):
        require(person(), EDIT, Thing(frozen=True))


def test_a_role_refusal_says_what_is_refused() -> None:
    with pytest.raises(Refused, match="does not allow you to edit this thing"):
        require(person(team_roles={1: TeamRole.VIEWER}), EDIT, Thing())


def test_without_an_object_the_question_is_whether_it_could_ever_be() -> None:
    assert check(person(team_roles={9: TeamRole.LEAD}), EDIT).allowed
    assert not check(person(team_roles={9: TeamRole.VIEWER}), EDIT).allowed
