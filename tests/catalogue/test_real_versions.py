"""Two versions of the shipped content: what differs is shown, and which answers are given again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.urls import reverse

from apps.assessments.engine.binding import facts_used
from apps.assessments.engine.questionnaire import (
    Given,
    Reply,
    questionnaire,
)
from apps.assessments.engine.scoring import State
from apps.catalogue import selectors
from apps.catalogue.authoring.loader import CONTENT_DIRECTORY, load_content
from apps.catalogue.authoring.services import load_catalogue, load_shipped
from apps.catalogue.content_types import Catalogue
from apps.catalogue.differences import differences
from apps.catalogue.reading.comparison import counts, question_lines
from apps.core.access import Actor
from apps.core.facts import fact_specs
from tests.cast import Cast

from .worked_examples import read_example

ACTOR = Actor.command("manage.py load_catalogue")
# Asked of every pipeline with personal data, whatever its law.
REWORDED, RESCORED, NARROWED = (
    "dataset-columns-needed",
    "pipeline-least-privilege",
    "pipeline-less-data-tried",
)
CHANGED = {REWORDED, RESCORED, NARROWED}

Question = dict[str, Any]


def _reword(question: Question) -> None:
    question["ask"] = "Has somebody checked each column of this dataset against the purpose?"


def _rescore(question: Question) -> None:
    question["options"][1]["points"] = 0.8


def _narrow(question: Question) -> None:
    """An answer in the middle is no longer offered."""
    del question["options"][1]


EDITS: dict[str, Callable[[Question], None]] = {
    REWORDED: _reword,
    RESCORED: _rescore,
    NARROWED: _narrow,
}


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """A copy of the shipped content with three questions changed, each in its own way."""
    copy = tmp_path / "content"
    shutil.copytree(CONTENT_DIRECTORY, copy)
    left = set(EDITS)
    for file in (copy / "topics").glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        if not any(f"- id: {key}\n" in text for key in left):
            continue
        topic = yaml.safe_load(text)
        questions = [q for c in topic["controls"] for q in c["questions"] if q["id"] in left]
        for question in questions:
            EDITS[question["id"]](question)
            left.remove(question["id"])
        file.write_text(yaml.safe_dump(topic, allow_unicode=True), encoding="utf-8")
    assert not left
    return copy


def test_the_difference_is_what_was_edited_and_nothing_else(edited: Path) -> None:
    found = differences(load_content().catalogue(), load_content(edited).catalogue())
    (questions,) = [kind for kind in found.kinds if kind.count]

    assert questions.kind == "questions"
    assert {change.key: change.fields for change in questions.changed} == {
        REWORDED: ("ask",),
        RESCORED: ("options",),
        NARROWED: ("options",),
    }
    # New points for the same words leave an answer standing.
    assert set(found.reopened) == {REWORDED, NARROWED}


def test_an_answer_that_is_no_longer_offered_is_stale_in_the_new_version(edited: Path) -> None:
    old, new = load_content().catalogue(), load_content(edited).catalogue()
    gone = old.questions[NARROWED].options[1].key
    before, after = (_states(version, {NARROWED: gone}) for version in (old, new))

    assert before[NARROWED] is State.ANSWERED
    assert after[NARROWED] is State.STALE
    assert {key for key in before if before[key] is not after[key]} == {NARROWED}


def _states(catalogue: Catalogue, said: dict[str, str]) -> dict[str, State]:
    """The states of the chatbot's items with these answers."""
    example = read_example("chatbot")
    answers = {}
    for item in example.asked(catalogue).items:
        if option := said.get(item.question.key):
            used = facts_used(item.question, item.subject.facts)
            answers[item.id] = Given(Reply.ANSWERED, option=option, facts_used=used)
    found = questionnaire(
        catalogue=catalogue,
        regimes=example.regimes,
        subjects=example.subjects(),
        answers=answers,
        today=example.today,
    )
    return {item.question.key: item.state for item in found.items}


def test_the_new_version_says_so_on_its_page_and_the_old_one_stays(
    cast: Cast, edited: Path
) -> None:
    first = load_catalogue(actor=ACTOR).version
    second = load_catalogue(actor=ACTOR, directory=edited).version
    found = selectors.version_differences(second)
    page = cast.client(cast.sam).get(reverse("catalogue:version", args=[second.public_id]))
    text = page.content.decode()

    assert found is not None
    assert set(found.reopened) == {REWORDED, NARROWED}
    assert "Answers to give again" in text
    assert "Has somebody checked each column of this dataset against the purpose?" in text
    assert selectors.catalogue_of(first).questions == load_content().catalogue().questions
    assert selectors.current_version() == second


def test_the_shipped_versions_are_readable_side_by_side(cast: Cast) -> None:
    """What a compliance officer reads after the update: words and points, then and now."""
    version = load_shipped(actor=ACTOR).version
    browser, url = cast.client(cast.sam), reverse("catalogue:version", args=[version.public_id])
    everything = browser.get(url).content.decode()
    points = browser.get(f"{url}?show=points").content.decode()

    assert "Points then" in everything
    assert "Provisions without a verdict from now on" in everything
    assert "GDPR Art. 4(7)" in everything
    assert "Takes the place of" in everything
    assert len(points) < len(everything)
    old, new = selectors.version_before(version), selectors.catalogue_of(version)
    assert old is not None
    assert counts(question_lines(old, new, fact_specs()))[0][2] > 300
