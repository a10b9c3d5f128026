"""The result pages: bands, arithmetic, trying things out, articles, history."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from apps.assessments import hooks
from apps.assessments.models import AnswerRevision, Assessment
from apps.assessments.results.context import value_of
from apps.assessments.workbooks import get_assessment, open_workbook
from apps.core import clock
from tests.cast import Cast
from tests.factories.assessments import answer, make_pipeline, publish, start, subject_of
from tests.factories.catalogue import control, question

PAGES = [
    ("result", ()),
    ("control", ("encryption",)),
    ("provisions", ("gdpr",)),
    ("history", ()),
]


@pytest.fixture
def browser(cast: Cast) -> Client:
    """Sam's."""
    return cast.client(cast.sam)


def read(
    browser: Client, assessment: Assessment, name: str = "result", *more: str, **query: str
) -> str:
    response = browser.get(
        reverse(f"assessments:{name}", args=[assessment.public_id, *more]), query
    )
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(("name", "more"), PAGES)
@pytest.mark.parametrize("person", ["olga", "cora", "lena", "sam", "aya"])
def test_everybody_who_sees_the_pipeline_reads_the_result(
    cast: Cast, assessment: Assessment, person: str, name: str, more: tuple[str, ...]
) -> None:
    assert "Credit risk" in read(cast.client(cast.people()[person]), assessment, name, *more)


@pytest.mark.parametrize(("name", "more"), PAGES)
def test_another_team_finds_nothing(
    cast: Cast, assessment: Assessment, name: str, more: tuple[str, ...]
) -> None:
    path = reverse(f"assessments:{name}", args=[assessment.public_id, *more])

    assert cast.client(cast.mallory).get(path).status_code == 404


def test_a_control_opens_into_its_arithmetic(
    cast: Cast, browser: Client, assessment: Assessment
) -> None:
    answer(cast.actor(cast.sam), assessment, "disk", "some")

    html = read(browser, assessment, "control", "encryption", law="gdpr")

    assert "Shown: 0.50 ÷ 2 = 25" in html
    assert "counted for GDPR" in html
    assert 'aria-current="page">GDPR' in html
    address = reverse("assessments:control", args=[assessment.public_id, "encryption"])
    assert f'hx-get="{address}?law=gdpr"' in read(browser, assessment, law="gdpr")
    assert "ms-arithmetic-table" not in read(browser, assessment, law="gdpr", stage="all")


def test_the_arithmetic_of_all_controls_sums_to_the_figure(
    cast: Cast, browser: Client, assessment: Assessment
) -> None:
    answer(cast.actor(cast.sam), assessment, "disk", "some")
    answer(cast.actor(cast.sam), assessment, "attack", about="model")
    card = open_workbook(get_assessment(cast.actor(cast.sam), assessment.public_id)).card

    pages = [
        read(browser, assessment, "control", key, law="gdpr")
        for key, result in card.controls.items()
        if result.items and "gdpr" in result.control.regimes
    ]

    adds = [
        float(points) for points in re.findall(r'data-label="Adds">\+([0-9.]+)', "".join(pages))
    ]
    band = card.regimes["gdpr"].band
    assert band is not None
    assert sum(adds) == pytest.approx(100 * band.low, abs=0.05)


def test_a_row_gets_the_arithmetic_alone(browser: Client, assessment: Assessment) -> None:
    path = reverse("assessments:control", args=[assessment.public_id, "encryption"])

    html = browser.get(path, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in html
    assert "ms-arithmetic-table" in html


@pytest.mark.parametrize(("key", "law"), [("nothing", ""), ("plan", "gdpr")])
def test_a_control_that_is_not_asked_has_no_arithmetic(
    browser: Client, assessment: Assessment, key: str, law: str
) -> None:
    path = reverse("assessments:control", args=[assessment.public_id, key])

    assert browser.get(path, {"law": law}).status_code == 404


def test_blockers_come_first_and_name_what_fails(
    cast: Cast, browser: Client, assessment: Assessment
) -> None:
    answer(cast.actor(cast.sam), assessment, "disk", "none")

    html = read(browser, assessment)

    assert html.index("Blockers") < html.index("What would raise this")
    assert "None of it <em>(decides alone)</em>" in html


def test_trying_something_out_moves_the_band_and_saves_nothing(
    cast: Cast, browser: Client, assessment: Assessment
) -> None:
    values = [value_of(("disk", subject_of(assessment, "dataset"))), "nonsense~organization"]

    path = reverse("assessments:result", args=[assessment.public_id])
    html = " ".join(browser.get(path, {"try": values}).content.decode().split())

    assert "with the 1 change ticked below" in html
    assert re.search(rf'value="{values[0]}" id="try-\d+" checked', html)
    assert not AnswerRevision.objects.exists()
    gained = re.findall(r'class="ms-effect">\+([0-9.]+)<', html)
    assert len(gained) == 3
    assert float(gained[1]) > 0


def test_htmx_gets_the_bands_alone(browser: Client, assessment: Assessment) -> None:
    path = reverse("assessments:result", args=[assessment.public_id])
    value = value_of(("disk", subject_of(assessment, "dataset")))

    html = browser.get(path, {"try": value}, headers={"HX-Request": "true"}).content.decode()

    assert html.lstrip().startswith('<section class="ms-card ms-result-bands"')
    assert "<html" not in html


def test_controls_of_one_verdict(cast: Cast, browser: Client, assessment: Assessment) -> None:
    answer(cast.actor(cast.cora), assessment, "incident", about="organization")

    html = read(browser, assessment, verdict="met")

    assert 'id="control-plan"' in html
    assert 'id="control-model"' not in html


def test_a_law_is_read_by_article(cast: Cast, browser: Client, assessment: Assessment) -> None:
    answer(cast.actor(cast.sam), assessment, "attack", "none", about="model")

    html = read(browser, assessment, "provisions", "gdpr")

    assert html.index("GDPR Art. 1") < html.index("GDPR Art. 2")
    assert "Not met" in html
    assert "Control model" in html
    assert "GDPR Art. 1<" not in read(browser, assessment, "provisions", "gdpr", verdict="not_met")


def test_only_the_chosen_laws_have_articles(browser: Client, assessment: Assessment) -> None:
    path = reverse("assessments:provisions", args=[assessment.public_id, "pipl"])

    assert browser.get(path).status_code == 404


def test_the_history_says_why_it_moved(cast: Cast, browser: Client, assessment: Assessment) -> None:
    answer(cast.actor(cast.sam), assessment, "disk")

    html = read(browser, assessment, "history", law="gdpr")

    assert "Sam answered “Is it in place?” about Credit risk data" in html
    assert "<svg" in html


def test_the_figures_of_a_day(cast: Cast, browser: Client, assessment: Assessment) -> None:
    today = clock.today().isoformat()

    assert "Not assessed" not in read(browser, assessment, "history", on=today)
    assert "had no assessment" in read(browser, assessment, "history", on="2020-01-01")
    assert "Choose a day that has begun." in read(browser, assessment, "history", on="2999-01-01")


def test_packs_are_listed_by_whoever_makes_them(browser: Client, assessment: Assessment) -> None:
    line = hooks.PackLine("Pack 7", "/packs/7/", "ready", clock.now(), is_draft=True)

    with hooks.packs_of.registered(lambda actor, assessment: [line]):
        html = read(browser, assessment)

    assert '<a href="/packs/7/">Pack 7</a>' in html


def test_a_pack_is_asked_for_here(browser: Client, assessment: Assessment) -> None:
    path = reverse("packs:request", args=[assessment.public_id])

    assert f'action="{path}"' in read(browser, assessment)


# ---- Stages -------------------------------------------------------------------------------------


@pytest.fixture
def staged(cast: Cast) -> Assessment:
    """One control of governance and one of training."""
    publish(
        control("plan", question("incident", about="organization"), lifecycle="governance"),
        control("model", question("attack", about="model"), lifecycle="training"),
    )
    return start(cast.actor(cast.sam), make_pipeline(cast.risk_models), ["gdpr"])


def test_only_the_worst_stage_is_open_at_first(
    cast: Cast, browser: Client, staged: Assessment
) -> None:
    answer(cast.actor(cast.sam), staged, "attack", "none", about="model")

    html = read(browser, staged)

    assert 'id="control-model"' in html
    assert 'id="control-plan"' not in html
    assert "Show 1 control of governance" in html
    both = read(browser, staged, stage="all")
    assert both.index('id="control-plan"') < both.index('id="control-model"')


def test_a_stage_opens_on_its_own(browser: Client, staged: Assessment) -> None:
    path, htmx = reverse("assessments:result", args=[staged.public_id]), {"HX-Request": "true"}

    html = browser.get(path, {"stage": "training"}, headers=htmx).content.decode()

    assert html.lstrip().startswith('<details id="control-model"')
    assert 'id="control-plan"' not in html
    assert browser.get(path, {"stage": "nowhere"}, headers=htmx).status_code == 404
