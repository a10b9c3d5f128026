"""Actions are declared once, recorded as declared, and read the same wherever people meet them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from apps.organizations.actions import MEMBER_SET, TEAM_CREATED
from apps.trail.actions import (
    DETAIL_ERASED,
    Action,
    action,
    all_actions,
    area,
    areas,
    choices,
    codes_saying,
    words_of,
)
from apps.trail.models import TrailEvent
from apps.trail.services import record
from apps.trail.targets import page_of
from tests.cast import Cast

ROOT = Path(__file__).parents[2]
CREATED_CODE = "teams.team.created"


def test_every_action_reads_between_who_and_what() -> None:
    declared = all_actions()

    assert len(declared) > 80
    assert [known.code for known in declared if not reads_well(known.words)] == []


def reads_well(words: str) -> bool:
    """Lena *asked for* the pack: begins small, no blanks around it, no stop behind it."""
    return words == words.strip() and words[:1].islower() and words[-1:].isalpha()


def test_an_action_is_declared_once() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        action(DETAIL_ERASED.code, "erased once more")
    with pytest.raises(ValueError, match="declared twice"):
        area("trail", "Another trail")

    assert words_of(DETAIL_ERASED.code) == DETAIL_ERASED.words


@pytest.mark.parametrize("code", ["nowhere.row.changed", "trail.erased", "trail.detail.row.erased"])
def test_a_code_has_three_parts_and_a_declared_area(code: str) -> None:
    with pytest.raises(ValueError, match="declared area"):
        action(code, "changed")

    assert code not in {known.code for known in all_actions()}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "undeclared",
    [CREATED_CODE, Action("teams.team.merged", "merged"), Action(CREATED_CODE, "made up")],
)
def test_nothing_is_recorded_but_a_declared_action(cast: Cast, undeclared: Any) -> None:
    team = cast.lena.memberships.get().team
    before = TrailEvent.objects.count()

    with pytest.raises(TypeError, match="no declared action"):
        record(cast.actor(cast.olga), undeclared, team)

    assert TrailEvent.objects.count() == before


def test_every_app_declares_its_actions_at_start() -> None:
    files = {path.parent.name for path in ROOT.glob("apps/*/actions.py")}
    script = (
        "import django, sys; django.setup(); "
        "print([name.split('.')[1] for name in sys.modules if name.endswith('.actions')])"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "mlsecure.settings.test"}

    told = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, check=True
    ).stdout.decode()

    assert "assessments" in files
    assert sorted(app for app in files if f"'{app}'" not in told) == []


def test_an_action_of_a_later_version_is_still_readable() -> None:
    assert words_of("holds.hold.placed_again") == "hold placed again"


def test_the_menu_holds_every_action_once_under_its_area() -> None:
    offered = [(label, code) for label, group in choices() for code, _ in group]
    called = {key.removesuffix("."): label for key, label in areas()}

    assert sorted(offered) == sorted((called[known.area], known.code) for known in all_actions())


def test_the_menu_tells_actions_of_the_same_words_apart() -> None:
    lines = [(area_label, line) for area_label, group in choices() for _, line in group]

    assert len(set(lines)) == len(lines)
    assert {("Registry", "Registered… (dataset)"), ("Assessments", "Answered…")} <= set(lines)


def test_the_search_reads_the_words() -> None:
    assert codes_saying("Withdrew") == [
        "evidence.evidence.withdrawn",
        "people.invitation.withdrawn",
    ]


def test_the_page_says_words_and_leads_to_the_object(cast: Cast) -> None:
    team = cast.lena.memberships.get().team
    record(cast.actor(cast.olga), TEAM_CREATED, team)
    client = cast.client(cast.cora)

    page = client.get(reverse("trail:events"), {"q": "created the team"}).content.decode()

    assert '<td data-label="Did">created the team</td>' in page
    assert f'href="{page_of("team", str(team.public_id))}"' in page
    assert page.count("<code>teams.team.created</code>") >= 1


def test_the_filter_by_what_was_done_finds_only_that(cast: Cast) -> None:
    team = cast.lena.memberships.get().team
    actor = cast.actor(cast.olga)
    record(actor, TEAM_CREATED, team)
    record(actor, MEMBER_SET, team)

    page = cast.client(cast.cora).get(reverse("trail:events"), {"did": "teams.member.set"})

    rows = page.context["list"].rows
    assert [event.action for event in rows] == ["teams.member.set"]
