"""The pages that write: what they accept, what they refuse, and what stays in the form."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from apps.core.access import GrantLevel
from apps.registry.models import Dataset, LineageEdge, Pipeline
from apps.registry.objects.services import retire_object
from apps.registry.sharing.services import share_object
from apps.registry.stages.services import add_stage
from apps.trail.models import TrailEvent
from tests.cast import Cast
from tests.factories.registry import (
    CLERK,
    make_dataset,
    make_dataset_version,
    make_model,
    make_model_version,
    make_pipeline,
)

NEW_DATASET = "/registry/datasets/new/"


@pytest.fixture
def sam(cast: Cast) -> Client:
    return cast.client(cast.sam)


@pytest.fixture
def mallory(cast: Cast) -> Client:
    return cast.client(cast.mallory)


def registration(cast: Cast, **changed: object) -> dict[str, object]:
    plain = {
        "public_id": str(uuid.uuid4()),
        "name": "Loans",
        "team": str(cast.risk_models.public_id),
        "purpose": "Decide on loans",
    }
    return {**plain, **changed}


def test_three_answers_register_a_dataset(cast: Cast, sam: Client) -> None:
    answer = sam.post(NEW_DATASET, registration(cast), follow=True)

    dataset = Dataset.objects.get()
    assert answer.redirect_chain == [(dataset.get_absolute_url(), 302)]
    assert "Still unknown" in answer.content.decode()
    assert dataset.facts == {}


def test_the_same_form_sent_twice_makes_one(cast: Cast, sam: Client) -> None:
    data = registration(cast)
    for _ in range(2):
        assert sam.post(NEW_DATASET, data).status_code == 302

    assert Dataset.objects.count() == 1


@pytest.mark.parametrize("kind", ["pipeline", "dataset", "model"])
def test_a_form_keeps_what_was_typed(cast: Cast, sam: Client, kind: str) -> None:
    data = registration(cast, name="", description="=SUM(A1)")

    answer = sam.post(reverse(f"registry:{kind}_new"), data)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "One thing needs your attention" in page
    assert "Decide on loans" in page
    assert "=SUM(A1)" in page


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "x" * 161},
        {"name": "a\x00b"},
        {"purpose": ""},
        {"purpose": "x" * 2001},
        {"team": "not-a-uuid"},
        {"team": str(uuid.uuid4())},
        {"owner": "1"},
        {"public_id": "7"},
    ],
)
def test_bad_input_is_refused_at_the_form(cast: Cast, sam: Client, changed: dict[str, str]) -> None:
    answer = sam.post(NEW_DATASET, registration(cast, **changed))

    assert answer.status_code == 422
    assert not Dataset.objects.exists()


def test_mallory_registers_only_in_her_team(cast: Cast, mallory: Client) -> None:
    answer = mallory.post(NEW_DATASET, registration(cast))
    owner = mallory.post(
        NEW_DATASET,
        registration(cast, team=str(cast.elsewhere.public_id), owner=str(cast.lena.public_id)),
    )

    assert (answer.status_code, owner.status_code) == (422, 422)
    assert "Risk Models" not in answer.content.decode()
    assert "Lena" not in owner.content.decode()
    assert not Dataset.objects.exists()


def test_mallory_moves_nothing_into_another_team(cast: Cast, mallory: Client) -> None:
    hers = make_dataset(cast.elsewhere)
    data = registration(cast, version=1)

    answer = mallory.post(reverse("registry:dataset_edit", args=[hers.public_id]), data)

    hers.refresh_from_db()
    assert answer.status_code == 422
    assert hers.team == cast.elsewhere


def test_a_stale_edit_is_told_and_keeps_what_was_typed(cast: Cast, sam: Client) -> None:
    dataset = make_dataset(cast.risk_models)
    address = reverse("registry:dataset_edit", args=[dataset.public_id])
    sam.post(address, registration(cast, purpose="First", version=1))

    answer = sam.post(address, registration(cast, purpose="Second", version=1))

    dataset.refresh_from_db()
    assert answer.status_code == 409
    assert "was changed by Sam" in answer.content.decode()
    assert "Second" in answer.content.decode()
    assert [one.saved for one in answer.context["form"].theirs] == ["First"]
    assert dataset.purpose == "First"
    sam.post(
        address,
        registration(cast, purpose="Second", version=answer.context["form"]["version"].value()),
    )
    dataset.refresh_from_db()
    assert dataset.purpose == "Second"


def test_facts_saved_by_a_plain_post(cast: Cast, sam: Client) -> None:
    dataset = make_dataset(cast.risk_models)
    address = reverse("registry:dataset_facts", args=[dataset.public_id])
    data = {
        "version": 1,
        "dataset_phi": "yes",
        "dataset_children": "unknown",
        "dataset_identifiers": ["A", "H"],
        "dataset_ccpa_categories": "none_of_these",
        "dataset_people_count": "12,000",
    }

    answer = sam.post(address, data)

    dataset.refresh_from_db()
    assert answer.status_code == 302
    assert dataset.known() == {
        "dataset_phi": True,
        "dataset_identifiers": ["A", "H"],
        "dataset_ccpa_categories": [],
        "dataset_people_count": 12000,
    }


def autosave(client: Client, address: str, **data: Any) -> Any:
    return client.post(address, data, headers={"HX-Request": "true"})


def test_facts_save_themselves(cast: Cast, sam: Client) -> None:
    dataset = make_dataset(cast.risk_models)
    address = reverse("registry:dataset_facts", args=[dataset.public_id])

    first = autosave(sam, address, version=1, dataset_phi="yes")
    wrong = autosave(sam, address, version=2, dataset_people_count="many")
    stale = autosave(sam, address, version=1, dataset_phi="no")

    assert [first.status_code, wrong.status_code, stale.status_code] == [200, 422, 409]
    assert 'name="version" value="2"' in first.content.decode()
    assert "<html" not in first.content.decode()
    assert "Write a whole number" in wrong.content.decode()
    assert "was changed by Sam" in stale.content.decode()
    assert 'name="version"' not in stale.content.decode()
    dataset.refresh_from_db()
    assert dataset.known() == {"dataset_phi": True}


def test_a_stale_facts_page_shows_what_stands_there_now(cast: Cast, sam: Client) -> None:
    dataset = make_dataset(cast.risk_models)
    address = reverse("registry:dataset_facts", args=[dataset.public_id])
    sam.post(address, {"version": 1, "dataset_phi": "yes"})

    answer = sam.post(address, {"version": 1, "dataset_phi": "no"})

    form = answer.context["form"]
    assert answer.status_code == 409
    assert [(one.label, one.saved) for one in form.theirs] == [("Holds PHI", "Yes")]
    assert form["version"].value() == "2"


def test_facts_that_contradict_are_shown_at_the_field(cast: Cast, sam: Client) -> None:
    dataset = make_dataset(cast.risk_models)
    address = reverse("registry:dataset_facts", args=[dataset.public_id])

    answer = sam.post(address, {"version": 1, "dataset_personal": "no", "dataset_phi": "yes"})

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"dataset_personal"}


def test_stage_pages_write(cast: Cast, sam: Client) -> None:
    pipeline = make_pipeline(cast.risk_models)
    stages = reverse("registry:pipeline_stages", args=[pipeline.public_id])
    training = reverse("registry:pipeline_stage", args=[pipeline.public_id, "training"])
    sam.post(stages, {"kind": "training"})

    sam.post(training, {"version": 1, "stage_region": "DE", "stage_isolated": "yes"})

    assert pipeline.stages.get().facts["stage_region"]["v"] == "DE"
    assert sam.post(stages, {"kind": "training"}).status_code == 422
    sam.post(reverse("registry:pipeline_stage_remove", args=[pipeline.public_id, "training"]))
    assert not pipeline.stages.exists()
    assert sam.get(training).status_code == 404


def test_links_offer_only_what_may_be_changed(cast: Cast, mallory: Client) -> None:
    hers, secret = make_pipeline(cast.elsewhere), make_dataset(cast.risk_models, "Secret loans")
    shown = make_dataset(cast.risk_models, "Shown loans")
    share_object(
        actor=CLERK, obj=shown, person=cast.mallory, level=GrantLevel.VIEW, reason="A look"
    )
    address = reverse("registry:pipeline_parts", args=[hers.public_id])

    for dataset in (secret, shown):
        answer = mallory.post(address, {"dataset-part": str(dataset.public_id)})
        assert answer.status_code == 400
    page = mallory.get(hers.get_absolute_url()).content.decode()

    assert not hers.datasets.exists()
    assert "Secret loans" not in page
    assert "Shown loans" not in page


def test_sam_links_and_unlinks(cast: Cast, sam: Client) -> None:
    pipeline, dataset = make_pipeline(cast.risk_models), make_dataset(cast.risk_models)
    model = make_model(cast.risk_models)
    parts = reverse("registry:pipeline_parts", args=[pipeline.public_id])
    sam.post(parts, {"dataset-part": str(dataset.public_id)})
    sam.post(parts, {"model-part": str(model.public_id)})
    assert (pipeline.datasets.count(), pipeline.trained_models.count()) == (1, 1)

    for kind, part in (("dataset", dataset), ("model", model)):
        args = [pipeline.public_id, part.public_id]
        sam.post(reverse(f"registry:pipeline_{kind}_unlink", args=args))

    assert (pipeline.datasets.count(), pipeline.trained_models.count()) == (0, 0)


def test_versions_are_recorded_with_their_columns(cast: Cast, sam: Client) -> None:
    dataset = make_dataset(cast.risk_models)
    address = reverse("registry:dataset_versions", args=[dataset.public_id])
    data = {
        "public_id": str(uuid.uuid4()),
        "label": "v1",
        "rows": "12",
        "schema": "age: integer\r\nincome, number\n\nnote",
    }

    assert sam.post(address, data).status_code == 302
    assert sam.post(address, data).status_code == 302

    version = dataset.versions.get()
    assert [column["name"] for column in version.schema] == ["age", "income", "note"]
    assert version.schema[1]["type"] == "number"


@pytest.mark.parametrize(
    ("field", "value"),
    [("digest", "xyz"), ("rows", "-4"), ("rows", "many"), ("label", ""), ("schema", ": int")],
)
def test_bad_versions_are_refused(cast: Cast, sam: Client, field: str, value: str) -> None:
    dataset = make_dataset(cast.risk_models)
    data = {"public_id": str(uuid.uuid4()), "label": "v1", field: value}

    answer = sam.post(reverse("registry:dataset_versions", args=[dataset.public_id]), data)

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not dataset.versions.exists()


def test_lineage_is_recorded_and_removed(cast: Cast, sam: Client) -> None:
    data = make_dataset_version(make_dataset(cast.risk_models))
    trained = make_model_version(make_model(cast.risk_models))
    address = reverse("registry:model_lineage", args=[trained.model.public_id])
    form = {"child": str(trained.public_id), "kind": "trained_on"}

    sam.post(address, {**form, "parent": f"dataset:{data.public_id}"})

    edge = LineageEdge.objects.get()
    assert "trained on" in sam.get(address).content.decode()
    args = [trained.model.public_id, edge.public_id]
    sam.post(reverse("registry:model_lineage_remove", args=args))
    assert not LineageEdge.objects.exists()


def test_mallory_finds_no_foreign_version_in_her_form(cast: Cast, mallory: Client) -> None:
    secret = make_dataset_version(make_dataset(cast.risk_models, "Secret loans"))
    hers = make_model_version(make_model(cast.elsewhere))
    address = reverse("registry:model_lineage", args=[hers.model.public_id])
    form = {"child": str(hers.public_id), "kind": "trained_on"}

    answer = mallory.post(address, {**form, "parent": f"dataset:{secret.public_id}"})

    assert answer.status_code == 422
    assert "Secret loans" not in answer.content.decode()
    assert not LineageEdge.objects.exists()


def test_lena_shares_and_takes_back(cast: Cast) -> None:
    lena, dataset = cast.client(cast.lena), make_dataset(cast.risk_models)
    address = reverse("registry:dataset_sharing", args=[dataset.public_id])
    lena.post(address, {"email": "Mallory@example.org", "level": "view", "reason": "Audit"})
    assert "Mallory" in lena.get(address).content.decode()
    assert cast.client(cast.mallory).get(dataset.get_absolute_url()).status_code == 200

    args = [dataset.public_id, cast.mallory.public_id]
    lena.post(reverse("registry:dataset_share_withdraw", args=args))

    assert cast.client(cast.mallory).get(dataset.get_absolute_url()).status_code == 404


def test_the_sharing_form_tells_only_those_who_share(cast: Cast, sam: Client) -> None:
    dataset = make_dataset(cast.risk_models)
    address = reverse("registry:dataset_sharing", args=[dataset.public_id])

    known = sam.post(address, {"email": "mallory@example.org", "level": "view", "reason": "x"})
    strange = sam.post(address, {"email": "no@example.org", "level": "view", "reason": "x"})

    assert known.status_code == strange.status_code == 403


def test_retiring_names_the_consequence(cast: Cast) -> None:
    lena, pipeline = cast.client(cast.lena), make_pipeline(cast.risk_models)
    address = reverse("registry:pipeline_retire", args=[pipeline.public_id])

    page = lena.get(address).content.decode()
    lena.post(address, {"version": 1, "reason": "Replaced by Credit risk 2"})

    assert "No new assessment can be started" in page
    assert Pipeline.objects.get().is_retired
    lena.post(reverse("registry:pipeline_reinstate", args=[pipeline.public_id]))
    assert not Pipeline.objects.get().is_retired
    assert TrailEvent.objects.filter(action="registry.pipeline.reinstated").count() == 1


def test_retiring_from_an_old_page_is_told_and_counts_the_second_time(cast: Cast) -> None:
    lena, dataset = cast.client(cast.lena), make_dataset(cast.risk_models)
    facts = reverse("registry:dataset_facts", args=[dataset.public_id])
    address = reverse("registry:dataset_retire", args=[dataset.public_id])
    lena.post(facts, {"version": 1, "dataset_phi": "yes"})

    stale = lena.post(address, {"version": 1, "reason": "Replaced"})

    assert stale.status_code == 409
    assert not Dataset.objects.get().is_retired
    version = stale.context["form"]["version"].value()
    lena.post(address, {"version": version, "reason": "Replaced"})
    assert Dataset.objects.get().is_retired


def test_a_retired_object_is_shown_and_not_changed(cast: Cast, sam: Client) -> None:
    dataset = make_dataset(cast.risk_models)
    retire_object(actor=CLERK, obj=dataset, reason="Deleted at the source")
    facts = reverse("registry:dataset_facts", args=[dataset.public_id])

    assert "Deleted at the source" in sam.get(dataset.get_absolute_url()).content.decode()
    assert sam.post(facts, {"version": 2, "dataset_phi": "yes"}).status_code == 403


def test_history_shows_what_was_and_what_is(cast: Cast, sam: Client) -> None:
    pipeline = make_pipeline(cast.risk_models)
    add_stage(actor=CLERK, pipeline=pipeline, kind="training")
    training = reverse("registry:pipeline_stage", args=[pipeline.public_id, "training"])
    sam.post(training, {"version": 1, "stage_region": "DE"})

    page = sam.get(reverse("registry:pipeline_history", args=[pipeline.public_id]))

    text = page.content.decode()
    assert "Training: Region" in text
    assert "<strong>stated facts about stages of this pipeline</strong>" in text
    assert [line.by for line in page.context["lines"]] == ["Sam", "a test", "a test"]
