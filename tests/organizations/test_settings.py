"""The organisation's facts and sign-in rules."""

from __future__ import annotations

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from apps.core.errors import DomainError, Refused, StaleEdit
from apps.organizations.models import OrganizationRevision
from apps.organizations.selectors import organization, organization_facts
from apps.organizations.services import settings as services
from apps.trail.models import TrailEvent
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_facts_are_set_forgotten_and_kept_as_history(cast: Cast) -> None:
    cora = cast.actor(cast.cora)
    first = services.set_organization_facts(
        actor=cora,
        values={"org_eu_people": "yes", "org_hipaa_role": "none", "org_kms": ""},
        expected_version=1,
    )
    second = services.set_organization_facts(
        actor=cora, values={"org_eu_people": "unknown"}, expected_version=2
    )

    assert (first, second) == ({"org_eu_people", "org_hipaa_role"}, {"org_eu_people"})
    assert "org_eu_people" not in organization_facts(organization())
    assert [row.changes for row in OrganizationRevision.objects.order_by("number")] == [
        {"org_eu_people": [None, True], "org_hipaa_role": [None, "none"]},
        {"org_eu_people": [True, None]},
    ]
    assert TrailEvent.objects.filter(action="organization.facts.changed").count() == 2


def test_the_second_writer_is_told_and_overwrites_nothing(cast: Cast) -> None:
    cora = cast.actor(cast.cora)
    services.set_organization_facts(actor=cora, values={"org_kms": "yes"}, expected_version=1)

    with pytest.raises(StaleEdit, match="by Cora"):
        services.set_organization_facts(actor=cora, values={"org_kms": "no"}, expected_version=1)

    assert organization_facts(organization())["org_kms"] is True


def test_a_page_that_comes_second_keeps_what_was_typed(cast: Cast) -> None:
    client = cast.client(cast.cora)
    client.post("/settings/", {"version": 1, "org_kms": "yes"})

    answer = client.post("/settings/", {"version": 1, "org_kms": "no"})

    assert answer.status_code == 409
    assert answer.context["form"]["org_kms"].value() == "no"
    assert [line.saved for line in answer.context["form"].theirs] == ["Yes"]
    assert organization_facts(organization())["org_kms"] is True

    shown = answer.context["form"]["version"].value()
    assert client.post("/settings/", {"version": shown, "org_kms": "no"}).status_code == 302
    assert organization_facts(organization())["org_kms"] is False


def test_wrong_values_and_derived_facts_are_refused(cast: Cast) -> None:
    cora = cast.actor(cast.cora)
    for values in ({"org_hipaa_role": "king"}, {"org_mfa_required": "yes"}, {"nonsense": "yes"}):
        with pytest.raises(DomainError):
            services.set_organization_facts(actor=cora, values=values, expected_version=1)

    assert not OrganizationRevision.objects.exists()


def test_a_contributor_reads_but_does_not_write(cast: Cast) -> None:
    with pytest.raises(Refused):
        services.set_organization_facts(
            actor=cast.actor(cast.sam), values={"org_kms": "yes"}, expected_version=1
        )
    assert cast.client(cast.sam).get("/settings/").status_code == 200


def test_a_role_that_needs_a_second_factor_is_sent_to_set_one_up(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        services.set_sign_in_rules(
            actor=cast.actor(cast.olga),
            name="Example Bank",
            mfa_roles=["compliance_officer"],
            expected_version=1,
        )

    stopped = cast.client(cast.cora).get("/settings/")
    passed = cast.client(cast.sam).get("/settings/")

    assert stopped.status_code == 302
    assert "/2fa/" in stopped["Location"]
    assert passed.status_code == 200


def test_a_name_that_is_missing_is_said_at_its_field_and_saves_nothing(cast: Cast) -> None:
    answer = cast.client(cast.olga).post(
        "/settings/sign-in/", {"version": 1, "name": "", "mfa_roles": ["lead"]}
    )

    assert answer.status_code == 422
    assert "name" in answer.context["form"].errors
    assert organization().mfa_roles == []
