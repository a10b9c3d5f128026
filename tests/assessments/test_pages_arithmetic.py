"""A control's own page: who said what, what was agreed not to apply, and what counts later."""

from __future__ import annotations

import pytest
from django.urls import reverse

from apps.assessments.models import Assessment
from apps.assessments.reviewing.services import submit_assessment
from apps.catalogue.models import CatalogueDocument, CatalogueVersion
from apps.core import canonical
from tests.cast import Cast
from tests.factories.assessments import (
    answer,
    check_answers,
    make_pipeline,
    set_facts,
    start,
    subject_of,
)
from tests.factories.catalogue import control, document, provision, question

CASES = [{"id": "no-text", "label": "The files hold no free text"}]
RULE = [{"when": "dataset_encrypted_at_rest == true", "choose": "all"}]
TEXT = question("text", about="dataset", when="dataset_personal", not_applicable=CASES)
TOLD = question("told", about="dataset", rules=RULE)
ASIDE = question("aside", about="dataset", when="dataset_phi")
COMING = question("coming", about="dataset", provisions=["gdpr-5"])
LATER = provision("gdpr-5", status="applies_from", applies_from="2099-01-01")


@pytest.fixture
def handed(cast: Cast) -> Assessment:
    """A claim on a critical control, facts that answer, one control aside and one from 2099."""
    made = document(
        control("text", TEXT, criticality=5),
        control("told", TOLD),
        control("health", ASIDE),
        control("coming", COMING, provisions=["gdpr-5"]),
        provisions=[LATER],
    )
    version = CatalogueVersion.objects.create(number=1, label="T", digest="0" * 64)
    CatalogueDocument.objects.create(version=version, body=canonical.canonical_json(made).decode())
    pipeline, sam = make_pipeline(cast.risk_models), cast.actor(cast.sam)
    set_facts(pipeline.datasets.get(), dataset_phi=False, dataset_encrypted_at_rest=True)
    answer(
        sam, start(sam, pipeline), "text", "not_applicable", case="no-text", justification="Codes"
    )
    fresh = Assessment.objects.get()
    return submit_assessment(actor=sam, assessment=fresh, expected_version=fresh.lock_version)


def agree(cast: Cast, handed: Assessment, key: str) -> None:
    check_answers(cast.actor(cast.lena), handed, (key, subject_of(handed, "dataset")))


def read(cast: Cast, handed: Assessment, name: str = "result", *more: str, query: str = "") -> str:
    url = reverse(f"assessments:{name}", args=[handed.public_id, *more])
    return " ".join(cast.client(cast.aya).get(url + query).content.decode().split())


def test_what_was_agreed_not_to_apply_stands_with_reason_and_reviewer(
    cast: Cast, handed: Assessment
) -> None:
    agree(cast, handed, "text")

    html = read(cast, handed, "control", "text")

    assert "Does not apply: The files hold no free text" in html
    assert "Because: Codes" in html
    assert "; agreed by Lena, " in html
    assert "A reviewer agreed that no question applies" in html
    assert "; agreed by Lena, " in read(cast, handed)


def test_a_claim_that_blocks_is_named_on_the_result(cast: Cast, handed: Assessment) -> None:
    assert "a claim; nothing in place until a reviewer agrees" in read(cast, handed)
    assert "Counts as unknown until a reviewer agrees." in read(cast, handed, "control", "text")


def test_facts_that_answer_stand_with_source_author_and_day(cast: Cast, handed: Assessment) -> None:
    agree(cast, handed, "told")

    html = read(cast, handed, "control", "told")

    assert "said by Sam, " in html
    assert "checked by Lena, " in html
    assert "reviewed</span>" in html


def test_a_control_that_counts_later_says_from_when(cast: Cast, handed: Assessment) -> None:
    html = read(cast, handed, query="?stage=all")
    own = read(cast, handed, "control", "coming")

    assert "counts from" in html
    assert "1 Jan 2099" in html
    assert "Applies later" in html
    assert "Nothing asked here binds before" in own
    assert "not counted before" in own
    assert "Applies from 1 Jan 2099" in read(cast, handed, "provisions", "gdpr")


def test_controls_that_ask_nothing_are_told_apart(cast: Cast, handed: Assessment) -> None:
    html = read(cast, handed)

    assert "1 ask nothing here: facts set their questions aside" in html
    assert "Not applicable" not in html
