"""The second factor: asked for at sign-in, required by role, replaced by codes, removed by help."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from apps.core.access import GrantLevel
from apps.core.errors import NotVisible, Refused
from apps.organizations.models import Membership, Organization
from apps.organizations.selectors import all_roles, forget_mfa_roles
from apps.organizations.services import people
from apps.registry.sharing.services import share_object
from apps.trail.models import TrailEvent
from tests.accounts.doors import (
    actions,
    code_of,
    give_app,
    is_in,
    recovery_codes,
    registration,
    sign_in,
)
from tests.cast import PASSWORD, Cast
from tests.factories.assessments import make_pipeline
from tests.letters import letters

pytestmark = pytest.mark.django_db


def require_for(*roles: str) -> None:
    Organization.objects.update(mfa_roles=sorted(roles))
    forget_mfa_roles()


def answer_with(client: Client, code: str) -> Any:
    return client.post(reverse("mfa_authenticate"), {"code": code})


def test_the_password_alone_does_not_open(client: Client, cast: Cast) -> None:
    give_app(cast.sam)

    asked = sign_in(client, cast.sam)

    assert asked["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)
    assert client.get("/settings/").status_code == 302
    assert "sign_in.session.started" not in actions()


def test_the_code_from_the_phone_opens(client: Client, cast: Cast) -> None:
    secret = give_app(cast.sam)
    sign_in(client, cast.sam)

    answer_with(client, code_of(secret))

    assert is_in(client)
    assert actions()[-1] == "sign_in.session.started"


@pytest.mark.parametrize("has_key", [True, False])
def test_a_security_key_is_asked_for_where_there_is_one(
    client: Client, cast: Cast, has_key: bool
) -> None:
    give_app(cast.sam)
    if has_key:
        Authenticator.objects.create(
            user=cast.sam, type="webauthn", data={"name": "Key", "credential": registration()}
        )
    sign_in(client, cast.sam)

    page = client.get(reverse("mfa_authenticate")).content.decode()

    assert ("Use a security key" in page) is has_key


def test_a_code_works_once(client: Client, cast: Cast) -> None:
    secret = give_app(cast.sam)
    sign_in(client, cast.sam)
    code = code_of(secret)
    answer_with(client, code)

    over_the_shoulder = Client()
    sign_in(over_the_shoulder, cast.sam)
    answer_with(over_the_shoulder, code)

    assert not is_in(over_the_shoulder)


def test_a_wrong_code_does_not_open(client: Client, cast: Cast) -> None:
    give_app(cast.sam)
    sign_in(client, cast.sam)

    answer = answer_with(client, "000000")

    assert answer.status_code == 200
    assert "This code is not right." in str(answer.context["form"].errors)
    assert not is_in(client)
    event = TrailEvent.objects.get()
    assert (event.action, event.target_label) == ("sign_in.second_factor.refused", "Sam")


def test_a_recovery_code_opens_once(client: Client, cast: Cast) -> None:
    give_app(cast.sam)
    code = recovery_codes(cast.sam)[0]
    sign_in(client, cast.sam)
    answer_with(client, code)
    assert is_in(client)
    assert code not in recovery_codes(cast.sam)

    second = Client()
    sign_in(second, cast.sam)
    answer_with(second, code)
    assert not is_in(second)


def test_recovery_codes_are_shown_after_the_password_only(cast: Cast) -> None:
    give_app(cast.sam)
    client = cast.client(cast.sam)
    page = reverse("mfa_view_recovery_codes")

    assert client.get(page)["Location"].startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    shown = re.findall(r"<code>([^<]+)</code>", client.get(page).content.decode())

    assert shown == recovery_codes(cast.sam)


@pytest.mark.django_db(transaction=True)
def test_setting_up_the_app_is_told_to_its_owner_and_the_trail(cast: Cast) -> None:
    client = cast.client(cast.sam)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret

    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})

    assert Authenticator.objects.filter(user=cast.sam, type="totp").exists()
    assert "sign_in.second_factor.added" in actions()
    assert letters()[0].to == ["sam@example.org"]
    assert secret not in str(list(TrailEvent.objects.values_list("detail__body", flat=True)))


@pytest.mark.parametrize(
    "path", ["/", "/settings/", "/people/", "/registry/pipelines/", "/styleguide/"]
)
def test_a_role_that_requires_one_opens_nothing_before(cast: Cast, path: str) -> None:
    require_for("administrator")

    answer = cast.client(cast.olga).get(path)

    assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_index"))


def test_whoever_removes_it_again_is_stopped_at_the_next_page(client: Client, cast: Cast) -> None:
    require_for("contributor")
    secret = give_app(cast.sam)
    sign_in(client, cast.sam)
    answer_with(client, code_of(secret))
    assert client.get("/").status_code == 200

    Authenticator.objects.filter(user=cast.sam).delete()
    answer = client.get("/")

    assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_index"))


def test_what_a_role_requires_stops_forms_too(cast: Cast) -> None:
    require_for("administrator")

    cast.client(cast.olga).post(
        f"/people/{cast.sam.public_id}/roles/give/", {"role": "administrator", "reason": "Work"}
    )

    assert cast.actor(cast.sam).org_roles == frozenset()
    assert actions() == []


def test_after_setting_one_up_everything_opens_and_turning_it_off_closes_it(cast: Cast) -> None:
    require_for("administrator")
    client = cast.client(cast.olga)
    give_app(cast.olga)
    assert client.get("/people/").status_code == 200

    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.filter(user=cast.olga).exists()
    assert client.get("/people/")["Location"] == reverse("mfa_index")


def test_a_role_in_a_team_can_require_one(cast: Cast) -> None:
    require_for("contributor")

    assert cast.client(cast.sam).get("/settings/").status_code == 302
    assert cast.client(cast.lena).get("/settings/").status_code == 200


@pytest.mark.parametrize("everybody", [True, False])
def test_a_guest_with_shared_objects_only_is_no_way_around(cast: Cast, everybody: bool) -> None:
    pipeline = make_pipeline(cast.risk_models)
    Membership.objects.filter(user=cast.mallory).delete()
    share_object(
        actor=cast.actor(cast.lena),
        obj=pipeline,
        person=cast.mallory,
        level=GrantLevel.VIEW,
        reason="Advice.",
    )
    require_for(*(all_roles() if everybody else {"lead"}))

    status = cast.client(cast.mallory).get(f"/registry/pipelines/{pipeline.public_id}/").status_code

    assert status == (302 if everybody else 200)


def test_an_administrator_helps_who_lost_it(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    secret, browser = give_app(cast.sam), Client()
    sign_in(browser, cast.sam)
    answer_with(browser, code_of(secret))

    with django_capture_on_commit_callbacks(execute=True):
        cast.client(cast.olga).post(f"/people/{cast.sam.public_id}/second-factor/remove/")

    assert not is_in(browser)
    assert actions()[-1] == "people.second_factor.removed"
    assert TrailEvent.objects.latest("pk").actor_label == "Olga"
    assert letters()[-1].to == ["sam@example.org"]
    sign_in(browser, cast.sam)
    assert is_in(browser)


def test_nobody_loses_what_they_do_not_have_and_nobody_helps_themselves(cast: Cast) -> None:
    olga = cast.actor(cast.olga)
    give_app(cast.olga)

    with pytest.raises(NotVisible):
        people.remove_second_factor(actor=olga, person=cast.sam)
    with pytest.raises(Refused):
        people.remove_second_factor(actor=olga, person=cast.olga)
    assert actions() == []


def test_a_closed_account_keeps_no_second_factor(cast: Cast) -> None:
    give_app(cast.sam)

    people.close_account(actor=cast.actor(cast.olga), person=cast.sam, reason="Left.")

    assert not Authenticator.objects.filter(user=cast.sam).exists()


def test_a_copy_of_the_database_makes_no_codes(client: Client, cast: Cast) -> None:
    secret, codes = give_app(cast.sam), recovery_codes(cast.sam)

    kept = list(Authenticator.objects.values_list("data", flat=True))

    assert secret not in str(kept)
    assert all(str(row.get("secret") or row["seed"]).startswith("sealed:") for row in kept)
    sign_in(client, cast.sam)
    answer_with(client, codes[0])
    assert is_in(client)


def test_a_secret_from_before_it_was_sealed_still_works(client: Client, cast: Cast) -> None:
    secret = give_app(cast.sam)
    app = Authenticator.objects.get(user=cast.sam, type="totp")
    app.data = {"secret": secret}
    app.save()

    sign_in(client, cast.sam)
    answer_with(client, code_of(secret))

    assert is_in(client)
