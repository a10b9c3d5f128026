"""Deleting what depends, planned first: counts, blockers, order, files."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.storage import storages

from apps.accounts.models import User
from apps.core.disposal import dispose, plan_disposal
from apps.core.errors import DomainError
from apps.evidence.models import Evidence, EvidenceRevision
from apps.organizations.models import Membership, Team
from apps.registry.models import Dataset, Pipeline, TrainedModel
from apps.remediation.models import RemediationItem
from tests.cast import Cast
from tests.factories.assessments import answer, make_pipeline, start
from tests.factories.evidence import make_evidence, upload
from tests.factories.remediation import make_action


@pytest.fixture
def other(db: None) -> Team:
    """A team of its own, with a pipeline, its data and its model."""
    team = Team.objects.create(name="Closed down")
    make_pipeline(team)
    return team


def teams(team: Team) -> Any:
    return Team.objects.filter(pk=team.pk)


def people(*users: User) -> Any:
    return User.objects.filter(pk__in=[user.pk for user in users])


def test_a_plan_counts_what_depends_on_the_roots_and_deletes_nothing(other: Team) -> None:
    plan = plan_disposal(teams(other))

    counts = plan.counts
    assert (counts["teams"], counts["pipelines"], counts["datasets"]) == (1, 1, 1)
    assert plan.total == sum(counts.values())
    assert plan.blockers == ()
    assert Pipeline.objects.count() == 1


def test_what_is_planned_goes_and_nothing_else(cast: Cast, other: Team) -> None:
    kept = make_pipeline(cast.risk_models, "Kept")
    plan = plan_disposal(teams(other))

    assert dispose(plan) == plan.total

    assert list(Pipeline.objects.all()) == [kept]
    assert (Dataset.objects.count(), TrainedModel.objects.count()) == (1, 1)
    assert set(Team.objects.all()) == {cast.risk_models, cast.elsewhere}


def test_rows_that_name_each_other_go_together(cast: Cast) -> None:
    """An answer names its newest revision, and the revision its answer."""
    sam = cast.actor(cast.sam)
    assessment = start(sam, make_pipeline(cast.risk_models))
    answer(sam, assessment, "disk", "some")
    answer(sam, assessment, "disk", "all", expected=1)

    plan = plan_disposal(teams(cast.risk_models))
    assert plan.counts["answer revisions"] == 2
    dispose(plan)

    assert not Team.objects.filter(pk=cast.risk_models.pk).exists()


def test_files_go_after_the_commit(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    make_evidence(cast.actor(cast.sam), cast.risk_models, content=upload())
    name = EvidenceRevision.objects.get().stored_as
    plan = plan_disposal(Evidence.objects.all())
    assert plan.files == {name}

    with django_capture_on_commit_callbacks(execute=True):
        dispose(plan)
        assert storages["vault"].exists(name)

    assert not storages["vault"].exists(name)


def test_somebody_still_needed_is_in_the_way(cast: Cast, other: Team) -> None:
    Membership.objects.create(user=cast.sam, team=other, role="contributor")

    plan = plan_disposal(teams(cast.risk_models), if_unused=[people(cast.lena, cast.sam)])

    assert plan.blockers == (f"membership “{cast.sam} in Closed down”",)
    with pytest.raises(DomainError, match="Closed down"):
        dispose(plan)
    assert User.objects.filter(pk=cast.lena.pk).exists()
    assert teams(cast.risk_models).exists()


def test_somebody_whom_nothing_needs_goes_with_what_is_theirs(cast: Cast, other: Team) -> None:
    plan = plan_disposal(teams(cast.risk_models), if_unused=[people(cast.lena, cast.sam)])

    dispose(plan)

    assert plan.counts["memberships"] == 2
    assert not people(cast.lena, cast.sam).exists()


def test_a_key_that_may_be_emptied_takes_nothing_along(cast: Cast) -> None:
    Membership.objects.filter(user=cast.sam).delete()
    action = make_action(cast.actor(cast.cora), cast.elsewhere, owner=cast.mallory)
    RemediationItem.objects.filter(pk=action.pk).update(owner=cast.sam)

    dispose(plan_disposal(if_unused=[people(cast.sam)]))

    action.refresh_from_db()
    assert (action.owner, action.owner_label) == (None, "Mallory")


def test_what_was_added_after_the_plan_takes_everything_back(cast: Cast) -> None:
    Membership.objects.filter(user=cast.sam).delete()
    plan = plan_disposal(if_unused=[people(cast.sam)])
    Membership.objects.create(user=cast.sam, team=cast.elsewhere, role="viewer")

    with pytest.raises(DomainError, match="added meanwhile"):
        dispose(plan)

    assert people(cast.sam).exists()
