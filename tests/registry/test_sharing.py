"""Sharing one object with one person: what they get, until when, and what the trail says."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from apps.core import clock
from apps.core.access import GrantLevel
from apps.core.errors import DomainError, NotVisible, Refused
from apps.registry.models import Dataset, DatasetGrant, Pipeline
from apps.registry.objects.selectors import get_one
from apps.registry.sharing.services import share_object, withdraw_share
from apps.trail.models import TrailEvent
from tests.cast import Cast
from tests.factories.registry import make_dataset, make_pipeline


def test_lena_shares_a_dataset_until_a_date(cast: Cast) -> None:
    dataset, soon = make_dataset(cast.risk_models), clock.now() + dt.timedelta(days=7)
    share_object(
        actor=cast.actor(cast.lena),
        obj=dataset,
        person=cast.mallory,
        level=GrantLevel.VIEW,
        reason="Joint audit",
        expires_at=soon,
    )

    assert get_one(cast.actor(cast.mallory), Dataset, dataset.public_id) == dataset
    assert TrailEvent.objects.filter(action="registry.dataset.shared").count() == 1
    with time_machine.travel(soon + dt.timedelta(seconds=1)), pytest.raises(NotVisible):
        get_one(cast.actor(cast.mallory), Dataset, dataset.public_id)


def test_a_higher_level_replaces_the_lower_and_back(cast: Cast) -> None:
    dataset, lena = make_dataset(cast.risk_models), cast.actor(cast.lena)
    for level in (GrantLevel.VIEW, GrantLevel.CONTRIBUTE, GrantLevel.VIEW):
        share_object(actor=lena, obj=dataset, person=cast.mallory, level=level, reason="Work")

        grants = cast.actor(cast.mallory).grants
        assert grants == {"dataset": {dataset.pk: level}}


def test_withdrawing_ends_it_at_once_and_keeps_the_row(cast: Cast) -> None:
    dataset, lena = make_dataset(cast.risk_models), cast.actor(cast.lena)
    share_object(actor=lena, obj=dataset, person=cast.mallory, level=GrantLevel.VIEW, reason="Work")

    withdraw_share(actor=lena, obj=dataset, person=cast.mallory)

    assert cast.actor(cast.mallory).grants == {}
    assert DatasetGrant.objects.count() == 1
    assert TrailEvent.objects.filter(action="registry.dataset.share_withdrawn").count() == 1


@pytest.mark.parametrize("person", ["sam", "aya", "mallory"])
def test_who_may_not_share(cast: Cast, person: str) -> None:
    pipeline, actor = make_pipeline(cast.risk_models), cast.actor(cast.people()[person])

    with pytest.raises((Refused, NotVisible)):
        share_object(
            actor=actor, obj=pipeline, person=cast.mallory, level=GrantLevel.VIEW, reason="Work"
        )

    assert not Pipeline.objects.get().grants.exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"reason": "x" * 301}, "reason"),
        ({"expires_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)}, "expires_on"),
    ],
)
def test_bad_shares_name_their_field(cast: Cast, changed: dict[str, object], field: str) -> None:
    dataset = make_dataset(cast.risk_models)
    plain = {"person": cast.mallory, "level": GrantLevel.VIEW, "reason": "Work"}

    with pytest.raises(DomainError) as caught:
        share_object(actor=cast.actor(cast.lena), obj=dataset, **{**plain, **changed})  # type: ignore[arg-type]  # wrong on purpose

    assert caught.value.field == field
    assert not DatasetGrant.objects.exists()


def test_a_member_of_the_team_has_it_already(cast: Cast) -> None:
    with pytest.raises(DomainError, match="sees it already"):
        share_object(
            actor=cast.actor(cast.lena),
            obj=make_dataset(cast.risk_models),
            person=cast.sam,
            level=GrantLevel.VIEW,
            reason="Work",
        )
