"""Every letter names the installation by its own address, whatever host the request named."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mlsecure.settings import embedded
from tests.accounts.doors import give_app
from tests.cast import PASSWORD, Cast
from tests.letters import letters

pytestmark = pytest.mark.django_db

OWN = "https://mlsecure.example"
NEW = "seven quiet herons by the river"
# Hosts that the embedded profile answers to: another port of this machine, and whatever is named
# where an administrator allowed every host.
HOSTS = pytest.mark.parametrize(
    ("host", "more"), [("localhost:6666", []), ("127.0.0.1:6666", []), ("evil.example", ["*"])]
)


def reset(cast: Cast, client: Client) -> None:
    client.post(reverse("account_reset_password"), {"email": cast.sam.email})


def reset_unknown(cast: Cast, client: Client) -> None:
    client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})


def new_address(cast: Cast, client: Client) -> None:
    client.force_login(cast.sam)
    _prove(client)
    client.post(reverse("account_email"), {"email": "sam2@example.org", "action_add": ""})


def new_password(cast: Cast, client: Client) -> None:
    client.force_login(cast.sam)
    data = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    client.post(reverse("account_change_password"), data)


def invitation(cast: Cast, client: Client) -> None:
    client.force_login(cast.olga)
    data = {"email": "new@example.org", "name": "New", "org_role": "administrator"}
    client.post(reverse("organizations:invite"), data | {"reason": "She joins the office"})


def second_factor_removed(cast: Cast, client: Client) -> None:
    give_app(cast.sam)
    client.force_login(cast.olga)
    client.post(reverse("organizations:remove_second_factor", args=[cast.sam.public_id]))


def _prove(client: Client) -> None:
    """Some acts ask for the password again."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


LETTERS = (
    reset,
    reset_unknown,
    new_address,
    new_password,
    invitation,
    second_factor_removed,
)


@HOSTS
@pytest.mark.parametrize("send", LETTERS, ids=lambda send: send.__name__)
def test_a_letter_leads_to_this_installation(
    cast: Cast,
    settings: Any,
    django_capture_on_commit_callbacks: Any,
    send: Callable[[Cast, Client], None],
    host: str,
    more: list[str],
) -> None:
    settings.ALLOWED_HOSTS, settings.BASE_URL = [*embedded.ALLOWED_HOSTS, *more], OWN
    with django_capture_on_commit_callbacks(execute=True):
        send(cast, Client(headers={"host": host}))

    (sent,) = letters()
    letter = f"{sent.subject}\n{sent.body}"
    links = re.findall(r"https?://[^\s/]+", letter)
    assert set(links) == {OWN}
    assert host not in letter
