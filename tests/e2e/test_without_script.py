"""The key pages by plain forms: registering, answering and submitting need no JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from apps.assessments.models import AnswerRevision, Assessment, AssessmentState
from apps.registry.models import Pipeline
from tests.cast import Cast
from tests.e2e.conftest import Visit
from tests.e2e.visitor import Visitor

pytestmark = pytest.mark.journey


def test_plain_forms_are_enough(people: Cast, visit: Visit) -> None:
    sam = visit("sam", javascript=False)
    register(sam)
    start(sam)
    answer(sam)
    submit(sam)

    assert Pipeline.objects.get().name == "Triage"
    assert AnswerRevision.objects.filter(by="Sam").count() == 2
    assert Assessment.objects.get().state == AssessmentState.SUBMITTED


def register(sam: Visitor) -> None:
    sam.open("/registry/pipelines/new/")
    sam.fill("Name", "Triage")
    sam.fill("Purpose", "Order patients by urgency")
    sam.press("Register pipeline")
    sam.title("Triage")


def start(sam: Visitor) -> None:
    sam.follow("Assess")
    for law in ("GDPR", "HIPAA", "CCPA"):
        sam.main.get_by_role("checkbox", name=re.compile(law)).check()
    sam.press("Start the assessment")
    sam.sees("The assessment is open")


def answer(sam: Visitor) -> None:
    """One saved to go on, one saved to stay; a missing answer is told at its field."""
    sam.follow(re.compile("Begin|Continue"))
    with sam.expecting(422):
        sam.press("Save and next")
    sam.sees("Choose an answer. “I don't know” is one of them.")
    first = sam.page.url
    sam.main.locator("[data-letter=a]").check()
    sam.press("Save and next")
    sam.sees(re.compile("^Saved"))
    assert sam.page.url != first
    sam.main.locator("[data-letter=b]").check()
    sam.press(re.compile("^Save$"))
    expect(sam.main.locator("[data-letter=b]")).to_be_checked()


def submit(sam: Visitor) -> None:
    home = re.match(r".*/assessments/[0-9a-f-]{36}/", sam.page.url)
    assert home is not None
    sam.page.goto(f"{home[0]}check/")
    with sam.expecting(422):
        sam.press("Submit with unknowns")
    sam.sees("No dataset is registered for this pipeline. No stage")
    sam.fill("Why is it handed in without?", "It is planned; no data was chosen yet.")
    sam.press("Submit with unknowns")
    sam.sees("Submitted. Somebody else reviews it now.")
