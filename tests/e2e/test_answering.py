"""Journey 2: three laws, one set of answers, mostly by keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.cast import Cast
from tests.e2e.arrangements import registered_system
from tests.e2e.conftest import Visit
from tests.e2e.papers import pdf
from tests.e2e.visitor import Visitor

pytestmark = pytest.mark.journey

MACHINE = (
    "Does a correction in this dataset survive the next delivery from a vendor or upstream system?"
)
CLAIMED = "Does deleting a person from this dataset erase, de-identify or aggregate"


def test_a_data_scientist_answers_for_three_laws(people: Cast, visit: Visit) -> None:
    pipeline = registered_system(people, "Readmission")
    sam = visit("sam")
    start(sam, pipeline.get_absolute_url())
    home = sam.page.url
    walk_by_keyboard(sam)
    claim_that_it_does_not_apply(sam, home)
    back_it_with_evidence(sam)
    overrule_the_registry(sam, home)
    hand_in(sam, home)


def start(sam: Visitor, pipeline: str) -> None:
    sam.open("/assessments/")
    sam.look("assessment list, empty")
    sam.open(pipeline)
    sam.follow("Assess")
    sam.title("Start an assessment")
    for law in ("GDPR", "HIPAA", "CCPA"):
        sam.main.get_by_role("checkbox", name=re.compile(law)).check()
    expect(sam.page.locator("#outlook")).to_have_text(re.compile(r"\d+ questions left for people"))
    sam.look("assessment: start")
    sam.press("Start the assessment")
    sam.sees("The assessment is open")
    sam.look("assessment: task list")


def walk_by_keyboard(sam: Visitor) -> None:
    """Letters choose, Enter saves and goes on; the effect on the score shows at once."""
    sam.follow(re.compile("Begin|Continue"))
    sam.title(re.compile(r"Question \d+ of \d+"))
    sam.look("question")
    asked = set()
    for letter in "aba":
        asked.add(question(sam).inner_text())
        sam.page.keyboard.press(letter)
        saved(sam)
        expect(option(sam, letter)).to_be_checked()
        go_on(sam)
    assert len(asked) == 3
    sam.page.keyboard.press(letter_of(sam, "I don't know"))
    saved(sam)
    go_on(sam)
    sam.page.keyboard.press("a")
    expect(sam.page.locator("#answer-state .ms-effect")).to_have_text(re.compile(r"\d"))
    sam.look("question, answered")
    go_on(sam)
    sam.page.keyboard.press("?")
    expect(sam.page.locator("#keys-dialog")).to_be_visible()
    sam.page.keyboard.press("Escape")


def claim_that_it_does_not_apply(sam: Visitor, home: str) -> None:
    """One of the cases that the question knows; the reviewer agrees to it or does not."""
    sam.page.goto(f"{home}check/")
    sam.follow(re.compile(re.escape(CLAIMED)))
    asked = "Anything the reviewer should know (optional)"
    sam.page.keyboard.press(letter_of(sam, "Does not apply: It is not kept"))
    saved(sam)
    sam.page.keyboard.press("Tab")
    expect(reason(sam, asked)).to_be_focused()
    sam.page.keyboard.type("The keys were destroyed in March.")
    sam.look("question, claimed not to apply")
    go_on(sam, "Control+Enter")
    sam.page.go_back()
    expect(reason(sam, asked)).to_have_value(re.compile("keys were destroyed"))


def back_it_with_evidence(sam: Visitor) -> None:
    sam.unfold(re.compile("^Note$"))
    sam.main.locator("#id_note").fill("Agreed with the ward on 3 March.")
    sam.main.locator("#id_note").blur()
    saved(sam)
    sam.unfold("Evidence")
    sam.fill("Title", "Minutes of the ward meeting")
    sam.upload("File", "minutes.pdf", b"<html><script>alert(1)</script>", "application/pdf")
    with sam.expecting(422):
        sam.press("Attach")
    sam.look("question: evidence, refused")
    sam.fill("Title", "Minutes of the ward meeting")
    sam.upload("File", "minutes.pdf", pdf("Minutes"), "application/pdf")
    sam.press(re.compile("^(File and attach|Attach)$"))
    sam.sees("minutes.pdf")
    sam.unfold("Attach something more")
    sam.fill("Title", "Ward handbook")
    sam.fill("Or a link", "https://handbook.example.org/ward")
    sam.press("Attach")
    sam.sees("Ward handbook")
    sam.look("question, with evidence")
    sam.follow("Ward handbook")
    sam.look("evidence")
    sam.open("/evidence/")
    sam.look("evidence list")


def overrule_the_registry(sam: Visitor, home: str) -> None:
    """What the facts say stands until somebody says why it is wrong."""
    sam.page.goto(f"{home}check/")
    sam.look("assessment: check")
    sam.follow(re.compile(re.escape(MACHINE)))
    sam.sees("Worked out from facts: Yes, it survives")
    sam.look("question, answered by the registry")
    sam.page.keyboard.press(letter_of(sam, "Does not apply: It is never delivered"))
    asked = "Why is your answer right, and not what the facts say?"
    expect(reason(sam, asked)).to_be_focused()
    sam.page.keyboard.type("It was one delivery.")
    sam.page.keyboard.press("Tab")
    saved(sam)
    sam.page.reload()
    sam.sees("Somebody set the registry's answer aside.")
    sam.look("question, overridden")


def hand_in(sam: Visitor, home: str) -> None:
    sam.page.goto(f"{home}check/")
    sam.sees("Because: It was one delivery.")
    sam.sees("Minutes of the ward meeting")
    sam.confirm("Submit with unknowns")
    sam.sees("Submitted. Somebody else reviews it now.")
    sam.look("assessment: in review")
    sam.open("/assessments/")
    sam.sees("Readmission")
    sam.look("assessment list")


def question(sam: Visitor) -> Locator:
    return sam.page.locator(".ms-question-ask")


def option(sam: Visitor, letter: str) -> Locator:
    return sam.page.locator(f"[data-letter={letter}]")


def reason(sam: Visitor, asked: str) -> Locator:
    """The field for a reason, by the words that are shown: they depend on the choice."""
    return sam.main.get_by_role("textbox", name=asked)


def letter_of(sam: Visitor, words: str) -> str:
    radio = sam.main.get_by_role("radio", name=re.compile(f"^{re.escape(words)}"))
    return radio.get_attribute("data-letter") or ""


def saved(sam: Visitor) -> None:
    status = sam.page.locator('[data-autosave-status="answer"]')
    expect(status).to_have_text(re.compile(r"^Saved \d\d:\d\d"))


def go_on(sam: Visitor, key: str = "Enter") -> None:
    """Save and open the next question."""
    here = sam.page.url
    sam.page.keyboard.press(key)
    sam.page.wait_for_url(lambda url: url != here)
    expect(question(sam)).to_be_visible()
