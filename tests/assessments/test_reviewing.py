"""From draft to approved: who may do what when, what is written, what the trail says."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from apps.accounts.models import User
from apps.assessments.answering.comments import add_comment
from apps.assessments.engine.scoring import Assurance
from apps.assessments.models import (
    AnswerRevision,
    Assessment,
    AssessmentState,
    QuestionReview,
    Snapshot,
)
from apps.assessments.permissions import REVIEW
from apps.assessments.reviewing.services import (
    approve_assessment,
    ask_back,
    request_changes,
    submit_assessment,
)
from apps.assessments.task_list.services import assign_section, unassign_section
from apps.assessments.workbooks import open_workbook
from apps.core.access import check
from apps.core.errors import DomainError, NotVisible, Refused, StaleEdit
from apps.registry.facts.services import set_facts as state_facts
from apps.trail.models import TrailEvent
from tests.cast import Cast
from tests.factories.assessments import answer, approve, check_answers, set_facts, subject_of


def actions() -> list[str]:
    events = TrailEvent.objects.filter(action__startswith="assessments.").order_by("pk")
    return list(events.values_list("action", flat=True))


@pytest.fixture
def submitted(cast: Cast, assessment: Assessment) -> Assessment:
    """Sam answered one question and submitted."""
    sam = cast.actor(cast.sam)
    answer(sam, assessment, "disk")
    return submit_assessment(actor=sam, assessment=assessment, expected_version=1)


def reload(assessment: Assessment) -> Assessment:
    return Assessment.objects.get(pk=assessment.pk)


def test_nothing_answered_cannot_be_submitted(cast: Cast, assessment: Assessment) -> None:
    with pytest.raises(DomainError, match="No question is answered yet"):
        submit_assessment(actor=cast.actor(cast.sam), assessment=assessment, expected_version=1)

    assert reload(assessment).state == AssessmentState.DRAFT


def test_unknown_answers_go_along(cast: Cast, submitted: Assessment) -> None:
    assert submitted.state == AssessmentState.SUBMITTED
    assert submitted.submitted_by == cast.sam
    event = TrailEvent.objects.get(action="assessments.assessment.submitted")
    assert event.detail.body["states"] == {"answered": 1, "unanswered": 4}


def test_a_submitted_assessment_is_closed_for_answers(cast: Cast, submitted: Assessment) -> None:
    with pytest.raises(Refused, match="in review"):
        answer(cast.actor(cast.sam), submitted, "disk", "none", expected=1)

    assert AnswerRevision.objects.count() == 1


def test_a_stale_submit_is_told(cast: Cast, submitted: Assessment) -> None:
    with pytest.raises(StaleEdit):
        submit_assessment(actor=cast.actor(cast.lena), assessment=submitted, expected_version=1)


@pytest.mark.parametrize("person", ["sam", "aya", "olga"])
def test_these_people_do_not_review(cast: Cast, submitted: Assessment, person: str) -> None:
    actor = cast.actor(getattr(cast, person))
    with pytest.raises(Refused):
        approve_assessment(actor=actor, assessment=submitted, expected_version=2, seen="")

    assert reload(submitted).state == AssessmentState.SUBMITTED
    assert not Snapshot.objects.exists()


def test_mallory_does_not_even_see_it(cast: Cast, submitted: Assessment) -> None:
    with pytest.raises(NotVisible):
        approve(cast.actor(cast.mallory), submitted)


def test_the_submitter_does_not_review_even_as_a_lead(cast: Cast, assessment: Assessment) -> None:
    lena = cast.actor(cast.lena)
    answer(lena, assessment, "disk")
    submit_assessment(actor=lena, assessment=assessment, expected_version=1)

    with pytest.raises(Refused, match="somebody else must review"):
        approve(lena, assessment)
    assessment.refresh_from_db()
    assert not check(lena, REVIEW, assessment).allowed
    assert check(cast.actor(cast.cora), REVIEW, assessment).allowed


def test_the_database_refuses_the_submitter_too(cast: Cast, submitted: Assessment) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.filter(pk=submitted.pk).update(state="approved", decided_by=cast.sam)


def test_a_checked_answer_has_its_checker(cast: Cast, submitted: Assessment) -> None:
    lena, item = cast.actor(cast.lena), ("disk", subject_of(submitted, "dataset"))

    count = check_answers(lena, submitted, item)

    revision = AnswerRevision.objects.get()
    assert (count, revision.checked_by) == (1, "Lena")
    workbook = open_workbook(submitted)
    asked = workbook.find(*item)
    assert asked is not None
    assert asked.assurance is Assurance.REVIEWED
    assert workbook.is_approved(asked)
    assert list(workbook.card.overall.assurance) == [0.0, 0.0, 1.0, 0.0]
    assert actions()[-1] == "assessments.question.approved"


def test_nobody_checks_the_own_answer(cast: Cast, assessment: Assessment) -> None:
    lena, item = cast.actor(cast.lena), ("disk", subject_of(assessment, "dataset"))
    answer(lena, assessment, "disk")
    submit_assessment(actor=cast.actor(cast.sam), assessment=assessment, expected_version=1)

    with pytest.raises(DomainError, match="somebody else must check it"):
        check_answers(lena, assessment, item)

    assert AnswerRevision.objects.get().checked_by == ""


def ask(cast: Cast, submitted: Assessment, text: str = "Which key?") -> QuestionReview:
    return ask_back(
        actor=cast.actor(cast.lena),
        assessment=submitted,
        question_key="disk",
        subject_key=subject_of(submitted, "dataset"),
        text=text,
    )


def test_asking_back_needs_words(cast: Cast, submitted: Assessment) -> None:
    with pytest.raises(DomainError) as refused:
        ask(cast, submitted, "  ")

    assert refused.value.field == "text"
    assert not QuestionReview.objects.exists()


def test_what_was_asked_back_stops_the_approval(cast: Cast, submitted: Assessment) -> None:
    ask(cast, submitted)

    with pytest.raises(DomainError, match="1 of your questions"):
        approve(cast.actor(cast.lena), submitted)


def test_changes_open_it_again_and_close_with_a_new_answer(
    cast: Cast, submitted: Assessment
) -> None:
    sam, lena = cast.actor(cast.sam), cast.actor(cast.lena)
    ask(cast, submitted)
    request_changes(actor=lena, assessment=submitted, note="", expected_version=2)
    with pytest.raises(DomainError, match="1 question of the reviewer"):
        submit_assessment(actor=sam, assessment=submitted, expected_version=3)

    saved = answer(sam, submitted, "disk", expected=1, note="The bank's own key")

    assert saved.workbook.status(saved.item) == "answered"
    again = submit_assessment(actor=sam, assessment=submitted, expected_version=3)
    assert again.state == AssessmentState.SUBMITTED
    assert actions()[-4:] == [
        "assessments.question.asked_back",
        "assessments.assessment.changes_requested",
        "assessments.answer.saved",
        "assessments.assessment.submitted",
    ]


def test_changes_need_a_reason(cast: Cast, submitted: Assessment) -> None:
    with pytest.raises(DomainError) as refused:
        request_changes(
            actor=cast.actor(cast.lena), assessment=submitted, note=" ", expected_version=2
        )

    assert refused.value.field == "note"


def test_approval_closes_and_freezes(cast: Cast, submitted: Assessment) -> None:
    cora = cast.actor(cast.cora)

    snapshot = approve(cora, submitted, "Well done")

    closed = reload(submitted)
    assert (closed.state, closed.decided_by) == (AssessmentState.APPROVED, cast.cora)
    assert (snapshot.kind, snapshot.assessment) == ("final", submitted)
    assert actions()[-2:] == [
        "assessments.assessment.approved",
        "assessments.snapshot.frozen",
    ]
    with pytest.raises(Refused, match="approved and closed"):
        answer(cast.actor(cast.sam), closed, "disk", "none", expected=1)


def test_comments_are_kept_and_said_once(cast: Cast, assessment: Assessment) -> None:
    subject = subject_of(assessment, "dataset")
    first = add_comment(
        actor=cast.actor(cast.lena),
        assessment=assessment,
        question_key="disk",
        subject_key=subject,
        text="Ask Jo",
    )
    add_comment(
        actor=cast.actor(cast.lena),
        assessment=assessment,
        question_key="disk",
        subject_key=subject,
        text="Ask Jo",
        public_id=first.public_id,
    )

    assert open_workbook(assessment).comment_counts == {("disk", subject): 1}
    assert actions().count("assessments.comment.added") == 1


@pytest.mark.parametrize(("person", "error"), [("aya", Refused), ("mallory", NotVisible)])
def test_these_people_do_not_comment(
    cast: Cast, assessment: Assessment, person: str, error: type[DomainError]
) -> None:
    with pytest.raises(error):
        add_comment(
            actor=cast.actor(getattr(cast, person)),
            assessment=assessment,
            question_key="disk",
            subject_key=subject_of(assessment, "dataset"),
            text="x",
        )

    assert "assessments.comment.added" not in actions()


def test_a_section_is_given_to_somebody_who_can_answer(cast: Cast, assessment: Assessment) -> None:
    lena = cast.actor(cast.lena)
    assign_section(actor=lena, assessment=assessment, section_key="first", person=cast.sam)

    section = open_workbook(assessment).sections[0]
    assert section.assigned is not None
    assert (section.section.key, section.assigned.person) == ("first", "Sam")
    for person in (cast.mallory, cast.aya):
        with pytest.raises(DomainError) as refused:
            assign_section(actor=lena, assessment=assessment, section_key="first", person=person)
        assert refused.value.field == "person"
    unassign_section(actor=lena, assessment=assessment, section_key="first")
    assert open_workbook(assessment).sections[0].assigned is None
    assert actions()[-2:] == ["assessments.section.assigned", "assessments.section.unassigned"]


def test_a_contributor_does_not_assign(cast: Cast, assessment: Assessment) -> None:
    with pytest.raises(Refused):
        assign_section(
            actor=cast.actor(cast.sam),
            assessment=assessment,
            section_key="first",
            person=cast.sam,
        )


def test_agreeing_to_what_facts_say_makes_it_reviewed(cast: Cast, assessment: Assessment) -> None:
    """In nobody's name, so that the reviewer may check it; until the facts change."""
    set_facts(assessment.pipeline, pipeline_monitored=True)
    sam, item = cast.actor(cast.sam), ("watch", subject_of(assessment, "pipeline"))
    submit_assessment(actor=sam, assessment=assessment, expected_version=1)

    check_answers(cast.actor(cast.lena), reload(assessment), item)

    asked = open_workbook(reload(assessment)).find(*item)
    assert asked is not None
    assert (asked.worked_out, asked.assurance) == (True, Assurance.REVIEWED)
    revision = AnswerRevision.objects.get()
    assert (revision.by, revision.by_user, revision.checked_by) == (
        "Worked out from facts",
        None,
        "Lena",
    )


def test_nobody_checks_what_follows_from_their_own_facts(
    cast: Cast, assessment: Assessment
) -> None:
    """The account counts, not the name, which people can change."""
    lena, item = cast.actor(cast.lena), ("watch", subject_of(assessment, "pipeline"))
    state_facts(
        actor=lena,
        obj=assessment.pipeline,
        values={"pipeline_monitored": True},
        expected_version=assessment.pipeline.lock_version,
    )
    User.objects.filter(pk=cast.lena.pk).update(name="Somebody Else")
    sam = cast.actor(cast.sam)
    submit_assessment(actor=sam, assessment=reload(assessment), expected_version=1)
    renamed = cast.actor(User.objects.get(pk=cast.lena.pk))

    with pytest.raises(DomainError, match="a fact that gives it"):
        check_answers(renamed, reload(assessment), item)

    check_answers(cast.actor(cast.cora), reload(assessment), item)
    asked = open_workbook(reload(assessment)).find(*item)
    assert asked is not None
    assert asked.assurance is Assurance.REVIEWED
