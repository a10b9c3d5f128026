"""Passwords: the rules, the way back in by e-mail, and the letters that tell of a change."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.hashers import identify_hasher
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.core.errors import Refused
from apps.organizations.services import people
from apps.trail.models import TrailEvent
from mlsecure.settings import base
from tests.accounts.doors import actions, give_app, is_in, sign_in
from tests.cast import PASSWORD, Cast
from tests.letters import letters

pytestmark = pytest.mark.django_db

NEW = "seven quiet herons by the river"


def link_in(letter: mail.EmailMessage) -> str:
    found = re.search(rf"{settings.BASE_URL}(/\S+)", str(letter.body))
    assert found
    return found[1]


def ask_for_link(client: Client, email: str) -> None:
    client.post(reverse("account_reset_password"), {"email": email})


def choose(client: Client, link: str, password: str) -> Any:
    """Open the link, which moves on to an address without the key, and choose there."""
    form = client.get(link, follow=True)
    return client.post(form.request["PATH_INFO"], {"password1": password, "password2": password})


@pytest.mark.parametrize(
    "weak",
    [
        "short",
        "elevenchars",
        "123456789012345",
        "password1234",
        "Wilhelmina Oyelaran",
        "wilhelmina.o",
    ],
)
def test_a_weak_password_is_refused(db: None, weak: str) -> None:
    person = User(email="wilhelmina.o@example.org", name="Wilhelmina Oyelaran")

    with pytest.raises(ValidationError):
        validate_password(weak, person)


def test_a_few_unusual_words_are_enough(db: None) -> None:
    validate_password(NEW, User(email="sam@example.org", name="Sam"))


def test_the_page_holds_the_same_rules(cast: Cast) -> None:
    client = cast.client(cast.sam)
    weak = {"oldpassword": PASSWORD, "password1": "password1234", "password2": "password1234"}

    answer = client.post(reverse("account_change_password"), weak)

    assert "password1" in answer.context["form"].errors
    assert User.objects.get(pk=cast.sam.pk).check_password(PASSWORD)


def test_without_the_old_password_nothing_changes(cast: Cast) -> None:
    data = {"oldpassword": "wrong", "password1": NEW, "password2": NEW}

    cast.client(cast.sam).post(reverse("account_change_password"), data)

    assert User.objects.get(pk=cast.sam.pk).check_password(PASSWORD)
    assert "sign_in.password.changed" not in actions()


def test_an_installation_keeps_argon2_digests_only(db: None, settings: Any) -> None:
    settings.PASSWORD_HASHERS = base.PASSWORD_HASHERS

    user = User.objects.create_user("new@example.org", NEW)

    assert identify_hasher(user.password).algorithm == "argon2"
    assert NEW not in user.password


def test_a_link_by_e_mail_gives_a_new_password_once(client: Client, cast: Cast) -> None:
    ask_for_link(client, "SAM@example.org")
    link = link_in(letters()[0])
    choose(client, link, NEW)

    assert User.objects.get(pk=cast.sam.pk).check_password(NEW)
    assert "sign_in.password.reset" in actions()
    again = Client()
    assert again.get(link).context["token_fail"]
    assert [letter.to for letter in letters()] == [["sam@example.org"]] * 2


def test_the_link_ends_the_sessions_of_whoever_had_the_old_password(cast: Cast) -> None:
    thief, sam = Client(), Client()
    sign_in(thief, cast.sam)

    ask_for_link(sam, cast.sam.email)
    choose(sam, link_in(letters()[0]), NEW)

    assert not is_in(thief)


def test_a_new_password_by_e_mail_is_no_way_around_the_second_factor(cast: Cast) -> None:
    give_app(cast.sam)
    sam = Client()
    ask_for_link(sam, cast.sam.email)
    choose(sam, link_in(letters()[0]), NEW)

    sign_in(sam, cast.sam, password=NEW)

    assert not is_in(sam)


@pytest.mark.parametrize("email", ["sam@example.org", "nobody@example.org"])
def test_asking_tells_nobody_who_is_here(client: Client, cast: Cast, email: str) -> None:
    answer = client.post(reverse("account_reset_password"), {"email": email}, follow=True)

    assert answer.redirect_chain == [(reverse("account_reset_password_done"), 302)]
    assert email not in answer.content.decode()


def test_a_closed_account_gets_no_link(client: Client, cast: Cast) -> None:
    people.close_account(actor=cast.actor(cast.olga), person=cast.sam, reason="Left.")

    ask_for_link(client, "sam@example.org")

    assert "password/reset/key" not in "".join(str(letter.body) for letter in letters())


def test_a_changed_password_is_told_to_its_owner(cast: Cast) -> None:
    data = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}

    cast.client(cast.sam).post(reverse("account_change_password"), data)

    (letter,) = letters()
    assert letter.to == ["sam@example.org"]
    assert "If this was not you" in str(letter.body)
    assert NEW not in str(letter.body)


def test_a_new_address_counts_once_its_owner_confirmed_it(cast: Cast) -> None:
    client = cast.client(cast.sam)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("account_email"), {"email": "sam.new@example.org", "action_add": ""})
    assert User.objects.get(pk=cast.sam.pk).email == "sam@example.org"

    link = link_in(next(letter for letter in letters() if letter.to == ["sam.new@example.org"]))
    client.post(link)

    assert User.objects.get(pk=cast.sam.pk).email == "sam.new@example.org"
    assert "sign_in.email.changed" in actions()


def test_the_address_of_somebody_else_cannot_be_taken(cast: Cast) -> None:
    client = cast.client(cast.mallory)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("account_email"), {"email": "olga@example.org", "action_add": ""})

    # The link goes to the owner of the address; even following it by mistake gives nothing away.
    letter = next(letter for letter in letters() if "confirm-email" in str(letter.body))
    assert letter.to == ["olga@example.org"]
    Client().post(link_in(letter))
    assert User.objects.get(pk=cast.mallory.pk).email == "mallory@example.org"
    assert User.objects.get(pk=cast.olga.pk).email == "olga@example.org"


def test_an_administrator_hands_out_a_link_that_works_once(cast: Cast) -> None:
    page = cast.client(cast.olga).post(f"/people/{cast.sam.public_id}/password-link/")
    (link,) = set(re.findall(r"/account/password/reset/key/[\w-]+/", page.content.decode()))

    choose(Client(), link, NEW)
    choose(Client(), link, "another that comes too late")

    assert User.objects.get(pk=cast.sam.pk).check_password(NEW)
    event = TrailEvent.objects.get(action="people.password_link.made")
    assert (event.actor_label, event.target_label, event.detail.body) == ("Olga", "Sam", {})
    told = letters()[0]
    assert (told.to, link in str(told.body)) == (["sam@example.org"], False)


@pytest.mark.parametrize("name", ["cora", "lena", "sam"])
def test_nobody_else_makes_a_password_link(cast: Cast, name: str) -> None:
    with pytest.raises(Refused):
        people.make_password_link(actor=cast.actor(cast.people()[name]), person=cast.mallory)
    assert letters() == []


def test_no_password_link_for_oneself_or_a_closed_account(cast: Cast) -> None:
    olga = cast.actor(cast.olga)
    people.close_account(actor=olga, person=cast.sam, reason="Left.")

    for person in (cast.olga, cast.sam):
        with pytest.raises(Refused):
            people.make_password_link(actor=olga, person=person)
    assert "people.password_link.made" not in actions()
