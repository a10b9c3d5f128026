"""Facts, stages, links, versions and lineage: state, revision, listeners and trail."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator

import pytest

from apps.core.access import GrantLevel
from apps.core.errors import DomainError, NotVisible, Refused, StaleEdit
from apps.registry import hooks
from apps.registry.facts.services import set_facts, set_stage_facts
from apps.registry.lineage.services import link_versions, unlink_versions
from apps.registry.models import (
    DatasetVersion,
    LineageEdge,
    RegisteredObject,
    Revision,
    Stage,
)
from apps.registry.sharing.services import share_object
from apps.registry.stages.services import add_stage, link, remove_stage, unlink
from apps.registry.versions.services import add_dataset_version, add_model_version
from apps.trail.models import TrailEvent
from tests.cast import Cast
from tests.factories.registry import (
    CLERK,
    DIGEST,
    make_dataset,
    make_dataset_version,
    make_model,
    make_model_version,
    make_pipeline,
)

Heard = list[tuple[str, set[int]]]


@pytest.fixture
def heard() -> Iterator[Heard]:
    """Everything listeners are told during a test."""
    calls: Heard = []

    def listener(kind: str, pks: Collection[int], reason: str) -> None:
        calls.append((kind, set(pks)))

    with hooks.facts_changed.registered(listener):
        yield calls


def latest(obj: RegisteredObject) -> Revision:
    """The newest revision of an object."""
    found: Revision = obj.revisions.order_by("-number")[0]
    return found


def last_action() -> str:
    return TrailEvent.objects.order_by("pk").last().action  # type: ignore[union-attr]  # one is there


def test_setting_facts_keeps_source_and_tells_listeners(cast: Cast, heard: Heard) -> None:
    dataset = make_dataset(cast.risk_models, dataset_phi="yes")
    heard.clear()

    changed = set_facts(
        actor=cast.actor(cast.sam),
        obj=dataset,
        values={"dataset_phi": "yes", "dataset_children": "no", "dataset_people_count": "1,200"},
        expected_version=1,
    )

    assert changed == {"dataset_children", "dataset_people_count"}
    assert dataset.facts["dataset_children"]["by"] == "Sam"
    assert dataset.facts["dataset_phi"]["by"] == CLERK.label
    assert latest(dataset).changes["dataset_people_count"] == [None, 1200]
    assert heard == [("dataset", {dataset.pk})]
    assert last_action() == "registry.dataset.facts_set"


def test_the_same_facts_again_change_nothing(cast: Cast, heard: Heard) -> None:
    dataset = make_dataset(cast.risk_models, dataset_phi="yes")
    heard.clear()

    assert set_facts(actor=CLERK, obj=dataset, values={"dataset_phi": "yes"}) == set()

    assert dataset.revisions.count() == 1
    assert heard == []


def test_an_answer_taken_back_is_unknown_again(cast: Cast) -> None:
    dataset = make_dataset(cast.risk_models, dataset_phi="yes")

    set_facts(actor=CLERK, obj=dataset, values={"dataset_phi": "unknown"})

    dataset.refresh_from_db()
    assert "dataset_phi" not in dataset.facts


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"dataset_phi": "perhaps"}, "dataset_phi"),
        ({"dataset_rows": 5}, "dataset_rows"),
        ({"model_card": "yes"}, "model_card"),
        ({"dataset_origins": ["moon"]}, "dataset_origins"),
        ({"dataset_identifiers": ["A", "Z"]}, "dataset_identifiers"),
        ({"dataset_people_count": "-1"}, "dataset_people_count"),
        ({"dataset_region": "D\x00E"}, "dataset_region"),
        ({"dataset_personal": "no", "dataset_phi": "yes"}, "dataset_personal"),
    ],
)
def test_bad_facts_name_their_field(cast: Cast, values: dict[str, object], field: str) -> None:
    dataset = make_dataset(cast.risk_models)

    with pytest.raises(DomainError) as caught:
        set_facts(actor=CLERK, obj=dataset, values=values)

    assert caught.value.field == field
    dataset.refresh_from_db()
    assert dataset.facts == {}


def test_facts_of_a_stale_form_are_refused(cast: Cast) -> None:
    dataset = make_dataset(cast.risk_models)
    set_facts(actor=CLERK, obj=dataset, values={"dataset_phi": "yes"}, expected_version=1)

    with pytest.raises(StaleEdit):
        set_facts(actor=CLERK, obj=dataset, values={"dataset_phi": "no"}, expected_version=1)


@pytest.mark.parametrize("person", ["aya", "mallory"])
def test_who_may_not_set_facts(cast: Cast, person: str) -> None:
    dataset = make_dataset(cast.risk_models)

    with pytest.raises((Refused, NotVisible)):
        set_facts(
            actor=cast.actor(cast.people()[person]), obj=dataset, values={"dataset_phi": "no"}
        )

    assert last_action() == "registry.dataset.created"


def test_a_shared_contributor_sets_facts_and_a_viewer_does_not(cast: Cast) -> None:
    for level, allowed in ((GrantLevel.VIEW, False), (GrantLevel.CONTRIBUTE, True)):
        dataset = make_dataset(cast.risk_models, f"Loans {level}")
        share_object(
            actor=CLERK, obj=dataset, person=cast.mallory, level=level, reason="Joint work"
        )
        mallory = cast.actor(cast.mallory)
        if allowed:
            set_facts(actor=mallory, obj=dataset, values={"dataset_phi": "no"})
        else:
            with pytest.raises(Refused):
                set_facts(actor=mallory, obj=dataset, values={"dataset_phi": "no"})


def test_stages_come_and_go_with_their_history(cast: Cast, heard: Heard) -> None:
    pipeline, sam = make_pipeline(cast.risk_models), cast.actor(cast.sam)
    add_stage(actor=sam, pipeline=pipeline, kind="training")
    values = {"stage_region": "DE"}
    set_stage_facts(actor=sam, pipeline=pipeline, kind="training", values=values)
    heard.clear()

    remove_stage(actor=sam, pipeline=pipeline, kind="training")

    assert not Stage.objects.exists()
    assert latest(pipeline).changes == {
        "training": [True, None],
        "training:stage_region": ["DE", None],
    }
    assert heard == [("pipeline", {pipeline.pk})]
    assert last_action() == "registry.pipeline.stage_removed"


@pytest.mark.parametrize("kind", ["training", "moonwalk", ""])
def test_a_stage_is_of_a_known_kind_and_there_once(cast: Cast, kind: str) -> None:
    pipeline = make_pipeline(cast.risk_models)
    add_stage(actor=CLERK, pipeline=pipeline, kind="training")

    with pytest.raises(DomainError) as caught:
        add_stage(actor=CLERK, pipeline=pipeline, kind=kind)

    assert caught.value.field == "kind"


def test_linking_twice_is_linking_once(cast: Cast, heard: Heard) -> None:
    pipeline, dataset = make_pipeline(cast.risk_models), make_dataset(cast.risk_models)
    heard.clear()
    for _ in range(2):
        link(actor=cast.actor(cast.sam), pipeline=pipeline, part=dataset)

    assert list(pipeline.datasets.all()) == [dataset]
    assert heard == [("pipeline", {pipeline.pk})]
    assert TrailEvent.objects.filter(action="registry.pipeline.dataset_linked").count() == 1


def test_unlinking_is_recorded(cast: Cast) -> None:
    pipeline, model = make_pipeline(cast.risk_models), make_model(cast.risk_models)
    link(actor=CLERK, pipeline=pipeline, part=model)

    unlink(actor=cast.actor(cast.sam), pipeline=pipeline, part=model)

    assert not pipeline.trained_models.exists()
    assert latest(pipeline).changes == {"models": [[model.pk], []]}


def test_mallory_cannot_attach_what_she_only_views(cast: Cast) -> None:
    hers, dataset = make_pipeline(cast.elsewhere), make_dataset(cast.risk_models)
    with pytest.raises(NotVisible):
        link(actor=cast.actor(cast.mallory), pipeline=hers, part=dataset)
    share_object(
        actor=CLERK, obj=dataset, person=cast.mallory, level=GrantLevel.VIEW, reason="A look"
    )

    with pytest.raises(Refused):
        link(actor=cast.actor(cast.mallory), pipeline=hers, part=dataset)

    assert not hers.datasets.exists()


def test_a_version_is_recorded_once(cast: Cast, heard: Heard) -> None:
    dataset, ident = make_dataset(cast.risk_models), uuid.uuid4()
    heard.clear()
    for _ in range(2):
        add_dataset_version(
            actor=cast.actor(cast.sam),
            dataset=dataset,
            label="2026-03",
            rows=9,
            digest=DIGEST.upper(),
            schema=[{"name": "age", "type": "int"}],
            public_id=ident,
        )

    version = DatasetVersion.objects.get()
    assert (version.digest, version.filed_by) == (DIGEST, "Sam")
    assert heard == [("dataset", {dataset.pk})]
    assert last_action() == "registry.dataset.version_added"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"label": ""}, "label"),
        ({"label": "v1"}, "label"),
        ({"digest": "abc"}, "digest"),
        ({"rows": -1}, "rows"),
        ({"schema": [{"name": "", "type": "int"}]}, "schema"),
        ({"schema": [{"name": "a"}, {"name": "a"}]}, "schema"),
        ({"schema": [{"name": "a\x00"}]}, "schema"),
        ({"schema": [{"name": f"c{n}"} for n in range(2001)]}, "schema"),
    ],
)
def test_bad_versions_name_their_field(cast: Cast, fields: dict[str, object], field: str) -> None:
    dataset = make_dataset(cast.risk_models)
    make_dataset_version(dataset, "v1")

    with pytest.raises(DomainError) as caught:
        add_dataset_version(actor=CLERK, dataset=dataset, **{"label": "v2", **fields})  # type: ignore[arg-type]  # wrong on purpose

    assert caught.value.field == field
    assert DatasetVersion.objects.count() == 1


def test_a_model_version_is_recorded(cast: Cast) -> None:
    model = make_model(cast.risk_models)

    add_model_version(actor=cast.actor(cast.sam), model=model, label="1.0", framework="XGBoost")

    assert model.versions.get().filed_by == "Sam"
    assert last_action() == "registry.model.version_added"


def test_lineage_tells_the_model_its_training_data(cast: Cast, heard: Heard) -> None:
    data = make_dataset_version(make_dataset(cast.risk_models))
    trained = make_model_version(make_model(cast.risk_models))
    heard.clear()

    edge = link_versions(actor=cast.actor(cast.sam), child=trained, parent=data, kind="trained_on")

    assert str(edge) == "Scorer 1.0 trained on Loans v1"
    assert heard == [("model", {trained.model_id})]
    assert latest(trained.model).state["version"]["trained_on"] is True
    unlink_versions(actor=cast.actor(cast.sam), edge_id=edge.public_id)
    assert not LineageEdge.objects.exists()
    assert last_action() == "registry.model.lineage_removed"


def test_lineage_has_no_cycles(cast: Cast) -> None:
    dataset = make_dataset(cast.risk_models)
    one, two, three = (make_dataset_version(dataset, f"v{n}") for n in range(3))
    link_versions(actor=CLERK, child=two, parent=one, kind="derived_from")
    link_versions(actor=CLERK, child=three, parent=two, kind="derived_from")

    for child, parent in ((one, three), (one, one)):
        with pytest.raises(DomainError, match="own ancestor"):
            link_versions(actor=CLERK, child=child, parent=parent, kind="derived_from")


def test_lineage_says_only_what_fits(cast: Cast) -> None:
    data = make_dataset_version(make_dataset(cast.risk_models))
    trained = make_model_version(make_model(cast.risk_models))

    with pytest.raises(DomainError) as caught:
        link_versions(actor=CLERK, child=trained, parent=data, kind="derived_from")

    assert caught.value.field == "kind"


def test_mallory_links_to_nothing_she_cannot_see(cast: Cast) -> None:
    data = make_dataset_version(make_dataset(cast.risk_models))
    hers = make_model_version(make_model(cast.elsewhere))
    mallory = cast.actor(cast.mallory)

    with pytest.raises(NotVisible):
        link_versions(actor=mallory, child=hers, parent=data, kind="trained_on")
    with pytest.raises(NotVisible):
        link_versions(actor=mallory, child=data, parent=hers, kind="derived_from")
