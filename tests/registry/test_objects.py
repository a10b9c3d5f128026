"""Registering and changing objects: the state, the revision and the trail."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest

from apps.core.errors import DomainError, NotVisible, Refused, StaleEdit
from apps.registry.facts.services import set_facts
from apps.registry.kinds import Particulars
from apps.registry.models import Dataset, DatasetRevision, Pipeline
from apps.registry.objects.services import (
    create_object,
    edit_object,
    reinstate_object,
    retire_object,
)
from apps.trail.models import TrailEvent
from tests.cast import Cast
from tests.factories.registry import make_dataset, make_pipeline


def particulars(cast: Cast, **changed: object) -> Particulars:
    plain = Particulars(name="Loans", team=cast.risk_models, purpose="Decide on loans")
    return replace(plain, **changed)  # type: ignore[arg-type]  # each test names its own


def test_sam_registers_a_dataset(cast: Cast) -> None:
    dataset = create_object(
        actor=cast.actor(cast.sam),
        model=Dataset,
        particulars=particulars(cast, owner=cast.lena),
        facts={"dataset_phi": "yes", "dataset_region": "DE"},
    )

    assert dataset.known() == {"dataset_phi": True, "dataset_region": "DE"}
    assert dataset.facts["dataset_phi"]["by"] == "Sam"
    assert dataset.revisions.get().state["owner"] == "Lena"
    event = TrailEvent.objects.get(action="registry.dataset.created")
    assert (event.actor_label, event.target_id) == ("Sam", str(dataset.public_id))


def test_a_second_submit_finds_the_first_row(cast: Cast) -> None:
    ident = uuid.uuid4()
    first, second = (
        create_object(
            actor=cast.actor(cast.sam),
            model=Dataset,
            particulars=particulars(cast),
            public_id=ident,
        )
        for _ in range(2)
    )

    assert first == second
    assert TrailEvent.objects.filter(action="registry.dataset.created").count() == 1


@pytest.mark.parametrize("person", ["aya", "mallory"])
def test_who_may_not_register_here(cast: Cast, person: str) -> None:
    actor = cast.actor(cast.people()[person])

    with pytest.raises((Refused, NotVisible)):
        create_object(actor=actor, model=Dataset, particulars=particulars(cast))

    assert not Dataset.objects.exists()
    assert not TrailEvent.objects.exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 161}, "name"),
        ({"name": "two\nlines"}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"purpose": " "}, "purpose"),
        ({"purpose": "x" * 2001}, "purpose"),
        ({"purpose": "bell\x07"}, "purpose"),
    ],
)
def test_bad_particulars_name_their_field(cast: Cast, changed: dict[str, str], field: str) -> None:
    with pytest.raises(DomainError) as caught:
        create_object(
            actor=cast.actor(cast.sam), model=Dataset, particulars=particulars(cast, **changed)
        )

    assert caught.value.field == field


def test_a_name_is_taken_once_in_a_team_whatever_its_case(cast: Cast) -> None:
    make_dataset(cast.risk_models, "LOANS")

    with pytest.raises(DomainError, match="name already") as caught:
        create_object(actor=cast.actor(cast.sam), model=Dataset, particulars=particulars(cast))

    assert caught.value.field == "name"


def test_the_owner_belongs_to_the_team(cast: Cast) -> None:
    with pytest.raises(DomainError) as caught:
        create_object(
            actor=cast.actor(cast.sam),
            model=Dataset,
            particulars=particulars(cast, owner=cast.mallory),
        )

    assert caught.value.field == "owner"


def test_an_edit_writes_what_changed(cast: Cast) -> None:
    dataset = make_dataset(cast.risk_models)
    edit_object(
        actor=cast.actor(cast.lena),
        obj=dataset,
        particulars=particulars(cast, purpose="Price loans"),
        expected_version=1,
    )

    revision = DatasetRevision.objects.get(number=2)
    assert revision.changes == {"purpose": ["Decide on loans", "Price loans"]}
    assert revision.by == "Lena"
    assert TrailEvent.objects.filter(action="registry.dataset.edited").count() == 1


def test_a_second_writer_is_told_and_overwrites_nothing(cast: Cast) -> None:
    dataset = make_dataset(cast.risk_models)
    lena, sam = cast.actor(cast.lena), cast.actor(cast.sam)
    edit_object(
        actor=lena, obj=dataset, particulars=particulars(cast, purpose="One"), expected_version=1
    )

    with pytest.raises(StaleEdit, match="changed by Lena"):
        edit_object(
            actor=sam, obj=dataset, particulars=particulars(cast, purpose="Two"), expected_version=1
        )

    dataset.refresh_from_db()
    assert dataset.purpose == "One"


def test_nobody_moves_an_object_to_a_team_they_may_not_write_in(cast: Cast) -> None:
    dataset = make_dataset(cast.risk_models)

    with pytest.raises(NotVisible):
        edit_object(
            actor=cast.actor(cast.lena),
            obj=dataset,
            particulars=particulars(cast, team=cast.elsewhere),
            expected_version=1,
        )

    dataset.refresh_from_db()
    assert dataset.team == cast.risk_models


def test_a_contributor_does_not_move_an_object(cast: Cast) -> None:
    dataset = make_dataset(cast.risk_models)
    cast.elsewhere.memberships.create(user=cast.sam, role="contributor")

    with pytest.raises(Refused, match="another team"):
        edit_object(
            actor=cast.actor(cast.sam),
            obj=dataset,
            particulars=particulars(cast, team=cast.elsewhere),
            expected_version=1,
        )


def test_retired_is_kept_as_it_was_until_reinstated(cast: Cast) -> None:
    lena, pipeline = cast.actor(cast.lena), make_pipeline(cast.risk_models)
    pipeline = retire_object(actor=lena, obj=pipeline, reason="Replaced", expected_version=1)

    with pytest.raises(Refused, match="retired"):
        set_facts(actor=lena, obj=pipeline, values={"pipeline_vendors": "no"})
    pipeline = reinstate_object(actor=lena, obj=pipeline)
    set_facts(actor=lena, obj=pipeline, values={"pipeline_vendors": "no"})

    assert Pipeline.objects.get().known() == {"pipeline_vendors": False}
    assert list(TrailEvent.objects.order_by("pk").values_list("action", flat=True)) == [
        "registry.pipeline.created",
        "registry.pipeline.retired",
        "registry.pipeline.reinstated",
        "registry.pipeline.facts_set",
    ]


def test_a_contributor_does_not_retire(cast: Cast) -> None:
    pipeline = make_pipeline(cast.risk_models)

    with pytest.raises(Refused):
        retire_object(actor=cast.actor(cast.sam), obj=pipeline, reason="No", expected_version=1)

    assert not Pipeline.objects.get().is_retired


def test_retiring_needs_a_reason(cast: Cast) -> None:
    pipeline = make_pipeline(cast.risk_models)

    with pytest.raises(DomainError) as caught:
        retire_object(actor=cast.actor(cast.lena), obj=pipeline, reason=" ", expected_version=1)

    assert caught.value.field == "reason"
