"""The question page: shown, answered with and without htmx, second writers, foreign addresses."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.assessments.addresses import question_url
from apps.assessments.models import AnswerRevision, Assessment
from apps.assessments.workbooks import open_workbook
from apps.core import clock
from apps.evidence.models import Evidence
from apps.trail.models import TrailEvent
from tests.cast import Cast
from tests.factories.assessments import (
    answer,
    make_dataset,
    make_pipeline,
    set_facts,
    start,
    subject_of,
)

HTMX = {"HX-Request": "true"}


@pytest.fixture
def browser(cast: Cast) -> Client:
    """Sam's."""
    return cast.client(cast.sam)


def address(
    assessment: Assessment, question: str = "disk", about: str = "dataset", name: str = "question"
) -> str:
    subject = about if ":" in about or about == "organization" else subject_of(assessment, about)
    return reverse(f"assessments:{name}", args=[assessment.public_id, question, subject])


def entry(reply: str = "answer:all", expected: int = 0, **more: Any) -> dict[str, Any]:
    return {"reply": reply, "expected": expected, "note": "", "justification": "", **more}


def text(response: Any, status: int = 200) -> str:
    assert response.status_code == status
    return str(response.content.decode())


def test_a_subject_is_written_safely_in_the_address(assessment: Assessment) -> None:
    path = address(assessment)

    assert path.endswith(f"/disk/dataset-{assessment.pipeline.datasets.get().public_id}/")
    for item in open_workbook(assessment).items:
        assert question_url(assessment, item) == address(assessment, *item.id)


def test_the_page_asks_one_question_and_says_why(browser: Client, assessment: Assessment) -> None:
    html = text(browser.get(address(assessment)))

    assert "Is it in place?" in html
    assert "Because it matters." in html
    assert "asked about this dataset" in html
    assert "Credit risk data" in html
    assert html.index('value="answer:none"') < html.index('value="dont_know"')
    # It is a gate: nobody can say that it does not apply.
    assert 'value="not_applicable' not in html
    for letter in "abcd":
        assert f'data-letter="{letter}"' in html


def test_it_shows_where_the_chosen_laws_disagree(
    cast: Cast, browser: Client, assessment: Assessment
) -> None:
    html = text(browser.get(address(assessment)))
    alone = start(cast.actor(cast.sam), make_pipeline(cast.risk_models, "Churn"), ["gdpr"])

    assert "How firmly encryption is asked" in html
    assert "As the risk demands." in html
    assert f"?version={assessment.catalogue_version.public_id}#firmness" in html
    assert "Where the laws disagree" not in text(browser.get(address(alone)))
    assert "Where the laws disagree" not in text(
        browser.get(address(assessment, "attack", "model"))
    )


@pytest.mark.parametrize("name", ["olga", "cora", "lena", "sam", "aya"])
def test_everybody_who_sees_the_pipeline_reads_it(
    cast: Cast, assessment: Assessment, name: str
) -> None:
    html = text(cast.client(cast.people()[name]).get(address(assessment)))

    assert ("You can read this, not answer it" in html) is (name in {"olga", "aya"})


def test_another_team_finds_nothing(cast: Cast, assessment: Assessment) -> None:
    mallory = cast.client(cast.mallory)

    assert mallory.get(address(assessment)).status_code == 404
    assert mallory.post(address(assessment), entry()).status_code == 404
    assert not AnswerRevision.objects.exists()


def test_the_subject_of_another_assessment_is_not_found(
    cast: Cast, browser: Client, assessment: Assessment
) -> None:
    other = start(cast.actor(cast.sam), make_pipeline(cast.risk_models, "Churn"))
    foreign = make_dataset(cast.elsewhere, "Foreign")

    for subject in (
        subject_of(other, "dataset"),
        f"dataset:{foreign.public_id}",
        f"dataset:{uuid.uuid4()}",
    ):
        assert browser.get(address(assessment, about=subject)).status_code == 404
        assert browser.post(address(assessment, about=subject), entry()).status_code == 404


def test_a_hidden_question_is_nowhere(browser: Client, assessment: Assessment) -> None:
    set_facts(assessment.pipeline.datasets.get(), dataset_phi=False)

    assert browser.get(address(assessment, "phi")).status_code == 404
    assert "/phi/" not in text(browser.get(address(assessment)))


def test_a_plain_post_saves_and_goes_on(browser: Client, assessment: Assessment) -> None:
    response = browser.post(address(assessment), entry(note="See the ticket", go="next"))

    assert response.status_code == 302
    assert response["Location"] != address(assessment)
    revision = AnswerRevision.objects.get()
    assert (revision.option, revision.note, revision.by) == ("all", "See the ticket", "Sam")
    assert TrailEvent.objects.filter(action="assessments.answer.saved").count() == 1
    assert "Saved: +" in text(browser.get(response["Location"]))


def test_a_save_that_the_page_made_before_is_confirmed_too(
    browser: Client, assessment: Assessment
) -> None:
    browser.post(address(assessment), entry(), headers=HTMX)

    response = browser.post(address(assessment), entry(expected=1, go="next"))

    assert AnswerRevision.objects.count() == 1
    assert "Saved." in text(browser.get(response["Location"]))


def test_saving_can_stay(browser: Client, assessment: Assessment) -> None:
    response = browser.post(address(assessment), entry(go="stay"), follow=True)

    html = text(response)
    assert 'value="answer:all" checked' in html
    assert '<input type="hidden" form="answer" name="expected" value="1">' in html


def test_htmx_saves_and_says_what_moved(browser: Client, assessment: Assessment) -> None:
    html = text(browser.post(address(assessment), entry(), headers=HTMX))

    assert AnswerRevision.objects.count() == 1
    assert 'name="expected" value="1"' in html
    assert "for GDPR" in html
    assert "<html" not in html


def test_htmx_twice_is_one_revision(browser: Client, assessment: Assessment) -> None:
    browser.post(address(assessment), entry(), headers=HTMX)
    browser.post(address(assessment), entry(), headers=HTMX)

    assert AnswerRevision.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (entry(""), "Choose an answer."),
        (entry("answer:perhaps"), "Choose one of the answers"),
        (entry("not_applicable"), "This question applies to everybody"),
        (entry(note="x" * 10_001), "Write at most 10,000 characters"),
        (entry(note="a\x07b"), "Remove the control characters."),
        (entry() | {"expected": "many"}, "whole number"),
    ],
)
def test_a_wrong_entry_is_explained_and_kept(
    browser: Client, assessment: Assessment, given: dict[str, Any], message: str
) -> None:
    given |= {"justification": given["justification"] or ""}

    html = text(browser.post(address(assessment), given), 422)

    assert message in html
    assert not AnswerRevision.objects.exists()
    if len(given["note"]) > 5:
        assert given["note"][:50] in html


def test_dont_know_and_not_applicable(browser: Client, assessment: Assessment) -> None:
    watch = address(assessment, "watch", "pipeline")
    browser.post(watch, entry("dont_know"))
    browser.post(watch, entry("not_applicable", expected=1, justification="Nothing is stored"))

    newest, first = AnswerRevision.objects.all()
    assert (first.state, newest.state) == ("dont_know", "not_applicable")
    assert newest.justification == "Nothing is stored"


def test_a_reason_typed_for_another_choice_is_not_kept(
    browser: Client, assessment: Assessment
) -> None:
    browser.post(address(assessment), entry(justification="left over"))

    assert AnswerRevision.objects.get().justification == ""


def test_the_registrys_answer_is_shown_with_its_facts(
    browser: Client, assessment: Assessment
) -> None:
    set_facts(assessment.pipeline, pipeline_monitored=True)

    html = text(browser.get(address(assessment, "watch", "pipeline")))

    assert "Worked out from facts: Yes, all of it" in html
    assert 'value="answer:all" checked' in html
    assert 'data-why="override"' in html


def test_setting_it_aside_needs_a_reason(browser: Client, assessment: Assessment) -> None:
    set_facts(assessment.pipeline, pipeline_monitored=True)
    path = address(assessment, "watch", "pipeline")

    html = text(browser.post(path, entry("answer:none")), 422)
    assert "Say why your answer is the right one." in html
    assert 'value="answer:none" checked' in html

    browser.post(path, entry("answer:none", justification="The monitor is down"))
    revision = AnswerRevision.objects.get()
    assert (revision.is_override, revision.justification) == (True, "The monitor is down")
    assert "Somebody set the registry&#x27;s answer aside" in text(browser.get(path)).replace(
        "'", "&#x27;"
    )


def test_the_second_writer_sees_both_versions(
    cast: Cast, browser: Client, assessment: Assessment
) -> None:
    answer(cast.actor(cast.lena), assessment, "disk", "none", note="Lena's note")

    html = text(browser.post(address(assessment), entry(note="Sam's note")), 409)

    assert "Lena answered while you were writing" in html
    assert "None of it" in html
    assert html.count("Sam&#x27;s note") >= 2, "in the comparison and in the field"
    assert AnswerRevision.objects.count() == 1

    browser.post(address(assessment), entry(note="Sam's note", expected=1))
    assert AnswerRevision.objects.first().note == "Sam's note"  # type: ignore[union-attr]  # one is there


def test_the_second_writer_is_told_by_htmx_too(
    cast: Cast, browser: Client, assessment: Assessment
) -> None:
    answer(cast.actor(cast.lena), assessment, "disk", "none")

    html = text(browser.post(address(assessment), entry(), headers=HTMX), 409)

    assert 'name="expected" value="1"' in html
    assert "Lena answered while you were writing" in html


def test_changed_facts_ask_again(cast: Cast, browser: Client, assessment: Assessment) -> None:
    answer(cast.actor(cast.sam), assessment, "disk")

    set_facts(assessment.pipeline.datasets.get(), dataset_location="Dublin")

    html = text(browser.get(address(assessment)))
    assert "The facts changed since this was answered" in html
    assert 'value="answer:all" checked' in html


def test_only_officers_answer_for_the_organisation(
    cast: Cast, browser: Client, assessment: Assessment
) -> None:
    path = address(assessment, "incident", "organization")

    assert "not answer it" in text(browser.get(path))
    assert browser.post(path, entry()).status_code == 403
    assert cast.client(cast.cora).post(path, entry()).status_code == 302


def test_going_on_leads_only_to_what_the_reader_may_answer(
    cast: Cast, browser: Client, assessment: Assessment
) -> None:
    asked = {"disk": "dataset", "watch": "pipeline", "phi": "dataset", "attack": "model"}
    for key, about in asked.items():
        saved = browser.post(address(assessment, key, about), entry())
    officer = cast.client(cast.cora)
    home = reverse("assessments:assessment", args=[assessment.public_id])

    assert saved["Location"] == reverse("assessments:check", args=[assessment.public_id])
    assert "Check your answers" in text(browser.get(home))
    assert address(assessment, "incident", "organization") in text(officer.get(home))


def test_an_earlier_answer_can_be_restored(
    cast: Cast, browser: Client, assessment: Assessment
) -> None:
    answer(cast.actor(cast.lena), assessment, "disk", "some")
    answer(cast.actor(cast.sam), assessment, "disk", "none", expected=1)

    assert "Restore this answer" in text(browser.get(address(assessment)))
    browser.post(address(assessment, name="restore"), {"number": "1", "expected": "2"})

    assert AnswerRevision.objects.first().option == "some"  # type: ignore[union-attr]  # one is there


def test_the_number_of_queries_is_small_and_constant(
    cast: Cast, assessment: Assessment, django_assert_max_num_queries: Any
) -> None:
    assessment.pipeline.owner = cast.lena
    assessment.pipeline.save()
    for number in range(8):
        assessment.pipeline.datasets.add(make_dataset(cast.risk_models, f"More {number}"))
    answer(cast.actor(cast.sam), assessment, "disk")
    officer, path = cast.client(cast.cora), address(assessment)
    officer.get(path)

    with django_assert_max_num_queries(21):
        officer.get(path)


def test_a_question_that_waits_says_for_whom_in_the_list(
    cast: Cast, browser: Client, assessment: Assessment
) -> None:
    html = text(browser.get(address(assessment)))

    assert "3 left for you" not in html
    assert "4 left for you, 1 waits for a compliance officer" in html
    waiting = text(browser.get(address(assessment, "incident", "organization")))
    assert 'class="is-waiting" aria-current="page"' in waiting
    assert " · waits for a compliance officer</small>" in waiting


def test_a_save_redraws_its_own_line_and_the_counts(
    browser: Client, assessment: Assessment
) -> None:
    html = text(browser.post(address(assessment), entry(), headers=HTMX))

    assert html.count('id="task-line" hx-swap-oob="true"') == 1
    assert 'class="is-answered" aria-current="page"' in html
    assert 'id="task-section" hx-swap-oob="true"' in html
    assert "3 left for you, 1 waits for a compliance officer" in html
    assert "task-list" not in html


def test_a_save_opens_the_workbook_once(browser: Client, assessment: Assessment) -> None:
    browser.post(address(assessment), entry(), headers=HTMX)
    with CaptureQueriesContext(connection) as seen:
        browser.post(address(assessment), entry("answer:some", expected=1), headers=HTMX)

    read = [query for query in seen if 'FROM "registry_stage"' in query["sql"]]
    assert len(read) == 1


def test_evidence_filed_here_has_an_owner_and_a_date(
    cast: Cast, browser: Client, assessment: Assessment
) -> None:
    until = clock.today() + dt.timedelta(days=90)
    given = {"public_id": str(uuid.uuid4()), "title": "Policy", "url": "https://wiki.example.org/a"}
    chosen = {"owner": str(cast.lena.public_id), "counts_until": until.isoformat()}

    browser.post(address(assessment, name="evidence"), given | chosen)
    browser.post(address(assessment, name="evidence"), given | {"public_id": str(uuid.uuid4())})

    filed = Evidence.objects.order_by("pk")
    assert [piece.owner for piece in filed] == [cast.lena, cast.sam]
    assert [piece.counts_until for piece in filed] == [until, None]


def test_only_people_of_the_team_can_own_it(
    cast: Cast, browser: Client, assessment: Assessment
) -> None:
    given = {"public_id": str(uuid.uuid4()), "title": "Policy", "url": "https://wiki.example.org/a"}

    html = text(
        browser.post(
            address(assessment, name="evidence"), given | {"owner": str(cast.mallory.public_id)}
        ),
        422,
    )

    assert "Select a valid choice" in html
    assert '<details class="ms-fold" open> <summary>Until when' in " ".join(html.split())
    assert not Evidence.objects.exists()
    assert "Mallory" not in text(browser.get(address(assessment)))
