"""The pages of allauth wear our frame: each opens, says what it is, and has nothing inline."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import PASSWORD, Cast

BARE = {"account_login": "Sign in", "account_reset_password": "Reset your password"}
SIGNED_IN = {
    "mfa_index": "Second factor",
    "mfa_activate_totp": "Set up the app on your phone",
    "mfa_add_webauthn": "Add a security key",
    "mfa_list_webauthn": "Security keys",
    "usersessions_list": "Where you are signed in",
    "account_change_password": "Change password",
    "account_email": "E-mail address",
    "account_reauthenticate": "Confirm that it is you",
    "account_logout": "Sign out?",
}


def heading(html: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", html)
    return found[1] if found else ""


def signed_in(cast: Cast) -> Client:
    """Sam, who has just confirmed the password: some pages ask for that."""
    client = cast.client(cast.sam)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "title"), BARE.items())
def test_pages_before_sign_in(client: Client, name: str, title: str) -> None:
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert heading(response.content.decode()) == title


@pytest.mark.parametrize(("name", "title"), SIGNED_IN.items())
def test_pages_of_the_account(cast: Cast, name: str, title: str) -> None:
    response = signed_in(cast).get(reverse(name))
    html = response.content.decode()
    assert response.status_code == 200
    assert heading(html) == title
    assert not re.search(r"\sstyle=|<style", html)
    assert re.findall(r"<script(?![^>]*(?:src=|application/json))", html) == []


@pytest.mark.django_db
def test_a_wrong_password_is_said_once_and_keeps_the_address(client: Client, cast: Cast) -> None:
    page = client.post(reverse("account_login"), {"login": cast.sam.email, "password": "wrong"})
    html = page.content.decode()
    assert "One thing needs your attention" in html
    assert f'value="{cast.sam.email}"' in html


@pytest.mark.django_db
def test_errors_have_pages_of_their_own(client: Client) -> None:
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert heading(response.content.decode()) == "We could not find that"
