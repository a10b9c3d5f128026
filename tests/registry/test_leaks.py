"""What an officer joins across teams stays unnamed to those who see one end only."""

from __future__ import annotations

import pytest
from django.urls import reverse

from apps.core.access import GrantLevel
from apps.registry.lineage.services import link_versions
from apps.registry.models import Dataset, Pipeline, TrainedModel
from apps.registry.objects.consequences import consequences_of_retiring
from apps.registry.sharing.services import share_object
from apps.registry.stages.services import link
from tests.cast import Cast
from tests.factories.registry import (
    CLERK,
    make_dataset,
    make_dataset_version,
    make_model,
    make_model_version,
    make_pipeline,
)

SECRET = "Secret loans"


@pytest.fixture
def hers(cast: Cast) -> tuple[Pipeline, TrainedModel]:
    """Mallory's pipeline and model; both use a dataset of another team."""
    pipeline, model = make_pipeline(cast.elsewhere, "Hers"), make_model(cast.elsewhere)
    secret = make_dataset(cast.risk_models, SECRET, dataset_phi="yes")
    data, trained = make_dataset_version(secret), make_model_version(model)
    link_versions(actor=CLERK, child=trained, parent=data, kind="trained_on")
    for part in (secret, model):
        link(actor=CLERK, pipeline=pipeline, part=part)
    return pipeline, model


def test_mallory_reads_that_there_is_more_and_not_what(
    cast: Cast, hers: tuple[Pipeline, TrainedModel]
) -> None:
    pipeline, model = hers
    client = cast.client(cast.mallory)
    tabs = ("facts", "lineage", "history", "sharing", "edit")
    pages = [
        *(obj.get_absolute_url() for obj in hers),
        *(reverse(f"registry:{o.kind}_{tab}", args=[o.public_id]) for o in hers for tab in tabs),
    ]

    bodies = {page: client.get(page).content.decode() for page in pages}

    assert not [page for page, body in bodies.items() if SECRET in body]
    assert "1 more linked that you cannot see" in bodies[pages[0]]
    assert (
        "1 you cannot see"
        in bodies[reverse("registry:pipeline_history", args=[pipeline.public_id])]
    )
    assert "Out of your sight" in bodies[reverse("registry:model_lineage", args=[model.public_id])]


def test_whoever_sees_both_ends_reads_the_names(
    cast: Cast, hers: tuple[Pipeline, TrainedModel]
) -> None:
    pipeline, model = hers
    cora = cast.client(cast.cora)

    for page in (
        pipeline.get_absolute_url(),
        reverse("registry:model_lineage", args=[model.public_id]),
    ):
        assert SECRET in cora.get(page).content.decode()


def test_retiring_names_no_pipeline_out_of_sight(
    cast: Cast, hers: tuple[Pipeline, TrainedModel]
) -> None:
    secret = Dataset.objects.get(name=SECRET)

    assert "Hers" not in " ".join(consequences_of_retiring(cast.actor(cast.lena), secret))
    assert "Hers" in " ".join(consequences_of_retiring(cast.actor(cast.cora), secret))


@pytest.mark.parametrize("level", list(GrantLevel))
def test_a_share_opens_one_object_and_no_more(cast: Cast, level: GrantLevel) -> None:
    shared, other = make_dataset(cast.risk_models, "Shared"), make_dataset(cast.risk_models, SECRET)
    share_object(actor=CLERK, obj=shared, person=cast.mallory, level=level, reason="Work")
    client = cast.client(cast.mallory)

    assert client.get(shared.get_absolute_url()).status_code == 200
    assert client.get(other.get_absolute_url()).status_code == 404
    assert SECRET not in client.get(reverse("registry:datasets")).content.decode()
    edit = client.get(reverse("registry:dataset_edit", args=[shared.public_id]))
    assert edit.status_code == (200 if level is GrantLevel.CONTRIBUTE else 403)
    for page in ("retire", "sharing"):
        address = reverse(f"registry:dataset_{page}", args=[shared.public_id])
        assert client.post(address, {"version": 1, "reason": "Mine"}).status_code == 403


@pytest.mark.parametrize("kind", ["pipeline", "dataset", "model"])
def test_mallory_posts_to_nothing_of_others(cast: Cast, kind: str) -> None:
    maker = {"pipeline": make_pipeline, "dataset": make_dataset, "model": make_model}[kind]
    obj = maker(cast.risk_models)
    client = cast.client(cast.mallory)

    for page in ("edit", "facts", "sharing", "retire", "reinstate"):
        address = reverse(f"registry:{kind}_{page}", args=[obj.public_id])
        assert client.post(address, {"version": 1}).status_code in {403, 404}, page

    obj.refresh_from_db()
    assert obj.revisions.count() == 1
