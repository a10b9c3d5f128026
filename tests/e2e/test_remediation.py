"""What would raise the score becomes an action, with an owner and a date, and is closed."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from apps.core.access import Actor
from apps.remediation.models import RemediationItem
from tests.cast import Cast
from tests.e2e.arrangements import submitted
from tests.e2e.conftest import Visit
from tests.e2e.visitor import Visitor
from tests.factories.evidence import make_evidence
from tests.factories.remediation import make_finding

pytestmark = pytest.mark.journey


def test_from_the_result_to_a_closed_action(people: Cast, visit: Visit) -> None:
    assessment = submitted(people, "Credit risk")
    make_finding(Actor.system("Check"), people.risk_models, why="Everybody can read it.")
    make_evidence(people.actor(people.sam), people.risk_models, "Change request 4711")
    lena, sam = visit("lena"), visit("sam")
    plan(lena, f"/assessments/{assessment.public_id}/result/")
    see_to_it(sam)
    decide_about_the_finding(lena)
    closed = dict(RemediationItem.objects.values_list("kind", "state"))
    assert closed == {"action": "done", "finding": "dismissed"}


def plan(lena: Visitor, result: str) -> None:
    lena.open(result)
    lena.follow(re.compile("^Plan this"))
    lena.look("plan an action")
    lena.choose("Owner", "Sam")
    lena.fill("Due", f"{timezone.localdate():%Y-%m-%d}")
    lena.press("Plan it")
    lena.sees("Planned")
    lena.look("result with what is planned")


def see_to_it(sam: Visitor) -> None:
    sam.open("/actions/?owner=me")
    sam.open("/actions/")
    sam.look("findings and actions")
    sam.main.locator("tbody a").first.click()
    sam.sees("points of 100, as of")
    sam.press("Start work")
    sam.look("action in progress")
    sam.follow("Close")
    sam.choose("Evidence", "Change request 4711")
    sam.look("close an action")
    sam.press("Close as done")
    sam.sees("Shown by")
    sam.look("action done")


def decide_about_the_finding(lena: Visitor) -> None:
    lena.open("/actions/?kind=finding")
    lena.follow("The bucket is public")
    lena.look("finding")
    lena.follow("Dismiss")
    lena.fill("Why", "Nothing in it is confidential.")
    lena.look("dismiss a finding")
    lena.press("Dismiss it")
    lena.sees("Nothing will be done about this")
