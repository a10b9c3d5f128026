"""What the kinds have in common is listed once; what goes by the list misses nothing."""

from __future__ import annotations

import pytest

from apps.core.facts import fact_specs
from apps.registry.imports.columns import particulars_of
from apps.registry.kinds import KINDS, PARTS, Kind
from apps.registry.models import Pipeline
from apps.registry.objects.forms import EditForm, RegistrationForm
from apps.registry.revisions import state_of
from tests.cast import Cast
from tests.factories.registry import make_dataset, make_model, make_pipeline

# What the registry keeps beside what people type.
KEPT = {"id", "public_id", "status", "retired_at", "retired_reason", "facts", "datasets"}
KEPT |= {"trained_models"}

every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


@every_kind
def test_every_field_that_people_type_is_a_particular(kind: Kind) -> None:
    meta = kind.model._meta
    typed = {field.name for field in (*meta.fields, *meta.many_to_many) if field.editable}

    assert set(kind.particulars) == typed - KEPT


@every_kind
def test_facts_at_a_glance_are_facts_about_the_kind(kind: Kind) -> None:
    assert {fact_specs()[key].about for key in kind.glance} == {kind.about}


@every_kind
def test_grants_revisions_and_versions_belong_to_the_kind(kind: Kind) -> None:
    assert kind.grants.kind == kind.word
    assert kind.revisions._meta.get_field(kind.word).related_model is kind.model
    if kind.versions is not None:
        assert kind.versions._meta.get_field(kind.word).related_model is kind.model


def test_a_pipeline_links_every_part() -> None:
    fields = {part.in_pipeline: part.model for part in PARTS.values()}

    assert fields == {field.name: field.related_model for field in Pipeline._meta.many_to_many}


@pytest.mark.django_db
@pytest.mark.parametrize("make", [make_pipeline, make_dataset, make_model])
def test_forms_csv_and_revisions_go_by_the_particulars(cast: Cast, make: type) -> None:
    obj, lena = make(cast.risk_models), cast.actor(cast.lena)
    names = set(KINDS[obj.kind].particulars)

    new = RegistrationForm(actor=lena, kind=obj.kind)
    edit = EditForm(actor=lena, kind=obj.kind, obj=obj)
    assert {bound.name for bound in new.visible_fields()} == names
    assert {bound.name for bound in edit.visible_fields()} == names
    assert set(particulars_of(obj.kind)) == {"id", "status"} | names
    assert names <= state_of(obj).keys()
