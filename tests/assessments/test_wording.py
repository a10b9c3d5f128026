"""An answer is bound to the words it was given to; two versions live side by side."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from apps.assessments.addresses import question_url
from apps.assessments.engine.questionnaire import Asked
from apps.assessments.engine.scoring import State
from apps.assessments.models import Answer, AnswerEvidence, AnswerRevision, Assessment
from apps.assessments.workbooks import open_workbook
from apps.registry.models import Pipeline
from tests.cast import Cast
from tests.factories.assessments import answer, make_pipeline, publish, start, subject_of
from tests.factories.catalogue import control, question
from tests.factories.evidence import make_evidence

NEW_WORDS = "Is every disk encrypted with a current cipher?"


def bank(key: str = "disk", **more: Any) -> None:
    publish(control("encryption", question(key, about="dataset", **more)))


@pytest.fixture
def pipeline(cast: Cast) -> Pipeline:
    bank()
    return make_pipeline(cast.risk_models)


def item(assessment: Assessment, key: str = "disk") -> Asked:
    found = open_workbook(assessment).find(key, subject_of(assessment, "dataset"))
    assert found is not None
    return found


def said(assessment: Assessment, key: str = "disk") -> tuple[State, str]:
    asked = item(assessment, key)
    return asked.state, asked.given.option if asked.given else ""


def two_drafts(cast: Cast, pipeline: Pipeline, **more: Any) -> tuple[Assessment, Assessment]:
    """A draft under the first version with an answer, and one under a version that differs."""
    sam = cast.actor(cast.sam)
    old = start(sam, pipeline)
    answer(sam, old, "disk", "all")
    bank(**more)
    return old, start(sam, pipeline)


def test_an_answer_to_other_words_is_asked_again(cast: Cast, pipeline: Pipeline) -> None:
    old, new = two_drafts(cast, pipeline, ask=NEW_WORDS)

    assert said(old) == (State.ANSWERED, "all")
    assert said(new) == (State.STALE, "all")
    assert item(new).reworded


def test_other_points_for_the_same_words_ask_nothing_again(cast: Cast, pipeline: Pipeline) -> None:
    cheaper = question("disk")["options"]
    cheaper[1]["points"] = 0.1
    _, new = two_drafts(cast, pipeline, options=cheaper)

    assert said(new) == (State.ANSWERED, "all")


def test_two_drafts_on_two_versions_do_not_overwrite_each_other(
    cast: Cast, pipeline: Pipeline
) -> None:
    sam = cast.actor(cast.sam)
    old, new = two_drafts(cast, pipeline, ask=NEW_WORDS)

    answer(sam, new, "disk", "none", expected=1)
    assert (said(old), said(new)) == ((State.ANSWERED, "all"), (State.ANSWERED, "none"))
    answer(sam, old, "disk", "some", expected=1)

    assert (said(old), said(new)) == ((State.ANSWERED, "some"), (State.ANSWERED, "none"))
    numbers = AnswerRevision.objects.order_by("number").values_list("number", "option")
    assert list(numbers) == [(1, "all"), (2, "none"), (3, "some")]


def test_both_wordings_stand_side_by_side(cast: Cast, pipeline: Pipeline) -> None:
    _, new = two_drafts(cast, pipeline, ask=NEW_WORDS)

    page = cast.client(cast.sam).get(question_url(new, item(new))).content.decode()

    assert "read differently when it was answered" in page
    assert "Is it in place?" in page
    assert NEW_WORDS in page
    assert "<strong>Yes, all of it</strong> (answered)" in page


def test_a_renamed_question_takes_its_answer_along(cast: Cast, pipeline: Pipeline) -> None:
    _, new = two_drafts(cast, pipeline, key="disks", renamed_from=["disk"])

    assert said(new, "disks") == (State.ANSWERED, "all")


def test_a_renamed_question_in_other_words_is_asked_again(cast: Cast, pipeline: Pipeline) -> None:
    _, new = two_drafts(cast, pipeline, key="disks", renamed_from=["disk"], ask=NEW_WORDS)

    assert said(new, "disks") == (State.STALE, "all")


def test_answering_a_renamed_question_keeps_its_evidence(cast: Cast, pipeline: Pipeline) -> None:
    sam = cast.actor(cast.sam)
    _, new = two_drafts(cast, pipeline, key="disks", renamed_from=["disk"])
    piece = make_evidence(sam, cast.risk_models)
    AnswerEvidence.objects.create(answer=Answer.objects.get(), evidence=piece, attached_by="Sam")

    answer(sam, new, "disks", "some")

    own = Answer.objects.get(question_key="disks")
    assert [one.evidence for one in own.attachments.all()] == [piece]
    assert said(new, "disks") == (State.ANSWERED, "some")


def test_the_migration_notes_the_words_of_every_answer(cast: Cast, pipeline: Pipeline) -> None:
    sam = cast.actor(cast.sam)
    _, new = two_drafts(cast, pipeline, ask=NEW_WORDS)
    answer(sam, new, "disk", "none", expected=1)
    kept = list(AnswerRevision.objects.order_by("pk").values_list("wording", flat=True))
    AnswerRevision.objects.update(wording="")

    import_module("apps.assessments.migrations.0005_fill_wording").fill(
        apps, connection.schema_editor()
    )

    assert list(AnswerRevision.objects.order_by("pk").values_list("wording", flat=True)) == kept
    assert len(set(kept)) == 2
