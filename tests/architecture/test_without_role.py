"""An account without a current role opens nothing: not on any page, from the next request on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.core import clock
from apps.core.access import Actor
from apps.evidence.selectors import list_evidence
from apps.organizations.models import OrganizationRole
from apps.ui.guard import SIGNED_IN
from tests.architecture.addresses import address, named
from tests.architecture.samples import make_samples
from tests.architecture.selectors import WALKED, others, told
from tests.cast import PASSWORD, Cast
from tests.factories.evidence import make_evidence

pytestmark = pytest.mark.django_db

Person = Callable[[Cast], User]
ACCOUNT = ("account_change_password", "mfa_index", "usersessions_list", "account_logout")
NO_ROLE = "Your account has no role at present"


def new_account(cast: Cast) -> User:
    """Somebody who can sign in and whom nobody gave anything."""
    return User.objects.create_user("nobody@example.org", PASSWORD, name="Nobody")


def expired_auditor(cast: Cast) -> User:
    """Aya on the day after her last."""
    yesterday = clock.today() - dt.timedelta(days=1)
    OrganizationRole.objects.filter(user=cast.aya).update(until=yesterday)
    return cast.aya


WITHOUT = pytest.mark.parametrize("person", [new_account, expired_auditor])


def answers(client: Client, cast: Cast) -> Iterator[tuple[str, bool, int, str]]:
    """Every guarded address: its name, whether it asks for sign-in only, and what it answers."""
    samples = make_samples(cast)
    make_evidence(cast.actor(cast.cora), None)
    for name, pattern in named():
        with transaction.atomic():
            answer = client.get(address(name, pattern, samples))
            transaction.set_rollback(True)
        alone = getattr(pattern.callback, "guard", None) is SIGNED_IN
        yield name, alone, answer.status_code, answer.content.decode()


@WITHOUT
def test_every_address_is_missing_and_home_says_why(cast: Cast, person: Person) -> None:
    client = cast.client(person(cast))

    opened, explained = [], 0
    for name, signed_in_only, status, text in answers(client, cast):
        if signed_in_only:
            explained += 1
            assert (status, NO_ROLE in text) == (403, True), name
        elif status != 404:
            opened.append(f"{name} {status}")

    assert opened == []
    assert explained > 0


@WITHOUT
def test_the_account_itself_stays_in_their_hands(cast: Cast, person: Person) -> None:
    client = cast.client(person(cast))

    assert {name: client.get(reverse(name)).status_code for name in ACCOUNT} == dict.fromkeys(
        ACCOUNT, 200
    )
    client.post(reverse("account_logout"))
    assert client.get("/").status_code == 302


def test_a_role_that_ends_shuts_the_open_session(cast: Cast) -> None:
    filed = make_evidence(cast.actor(cast.cora), None)
    client = cast.client(cast.aya)
    path = reverse("evidence:evidence", args=[filed.public_id])
    assert client.get(path).status_code == 200

    expired_auditor(cast)

    assert client.get(path).status_code == 404
    assert list(list_evidence(cast.actor(cast.aya))) == []
    assert filed in list_evidence(cast.actor(cast.mallory))


def lists(actor: Actor) -> dict[str, Any]:
    """What every selector that asks for nobody but the reader gives."""
    return {name: told(found(actor)) for name, found in WALKED.items() if not others(found)}


@WITHOUT
def test_no_selector_shows_them_anything(cast: Cast, person: Person) -> None:
    """Pages are one door; whatever else reads for an actor comes through these."""
    actor = cast.actor(person(cast))
    before = lists(actor)

    make_samples(cast)
    make_evidence(cast.actor(cast.cora), None)

    assert lists(actor) == before
    assert len(before) > 5
