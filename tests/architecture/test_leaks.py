"""Nothing of one team reaches another: every selector, page and choice, walked and not listed.

Mallory leads a team of her own. Whatever Risk Models registers, answers, uploads or packs, her
world must stay the same to the last character.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture

from apps.core import clock
from apps.organizations.models import Membership
from apps.trail.services import seal_pending
from tests.architecture.addresses import address, named
from tests.architecture.samples import make_samples
from tests.architecture.selectors import WALKED, others, told
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def mallory(cast: Cast) -> Cast:
    """The cast, in which Mallory leads a team that has everything Risk Models will have."""
    Membership.objects.filter(user=cast.mallory).update(role="lead")
    return replace(cast, risk_models=cast.elsewhere, sam=cast.mallory)


def differences(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """What changed, by the name of the selector or the address of the page."""
    return {name: (before[name], after[name]) for name in before if before[name] != after[name]}


def lists(cast: Cast) -> dict[str, Any]:
    """What every selector that asks for nobody but the reader gives to Mallory."""
    reader = cast.actor(cast.mallory)
    return {name: told(found(reader)) for name, found in WALKED.items() if not others(found)}


def test_what_a_selector_lists_does_not_change(cast: Cast, mallory: Cast) -> None:
    make_samples(mallory)
    before = lists(cast)

    make_samples(cast)

    assert differences(before, lists(cast)) == {}
    assert len(before) > 5


def plain_pages() -> list[str]:
    """Every address of ours that takes no id."""
    return [reverse(name) for name, pattern in named() if not pattern.pattern.converters]


def steady(html: str) -> str:
    """A page without what differs from one request to the next."""
    html = re.sub(r'(csrfmiddlewaretoken" value="|x-csrftoken": ")[^"]+', r"\1", html)
    html = re.sub(r"\"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f-]{21}\"", "", html)  # a fresh id of a form
    # How long the chain is, and its head, everybody may keep and compare.
    return re.sub(r"\d+ links?, head|at link \d+|[0-9a-f]{64}", "", html)


def page(client: Client, path: str) -> str:
    with transaction.atomic():
        answer = client.get(path)
        body = b"".join(answer) if answer.streaming else answer.content
        transaction.set_rollback(True)
    return f"{answer.status_code} {steady(body.decode())}"


def test_no_page_changes_for_another_team(
    cast: Cast, mallory: Cast, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(clock.now(), tick=False)
    make_samples(mallory)
    seal_pending()  # else the next samples' commit would seal hers
    client = cast.client(cast.mallory)
    before = {path: page(client, path) for path in plain_pages()}

    make_samples(cast)

    assert differences(before, {path: page(client, path) for path in plain_pages()}) == {}
    assert len(before) > 20


def forms_in(context: Any) -> Iterator[forms.BaseForm]:
    """Every form that a page was drawn with."""
    for layer in context or ():
        for value in getattr(layer, "dicts", [layer]):
            for found in value.values() if isinstance(value, dict) else ():
                if isinstance(found, forms.BaseForm):
                    yield found


def test_no_form_accepts_an_id_of_another_team(cast: Cast, mallory: Cast) -> None:
    """Every choice among rows, on every page of Mallory's own objects."""
    own, theirs = make_samples(mallory), make_samples(cast)
    ids = [
        v
        for k, v in theirs.items()
        if isinstance(v, uuid.UUID) and k not in {"user_id", "person_id"}
    ]
    client, tried, leaks = cast.client(cast.mallory), 0, []
    for name, pattern in named():
        with transaction.atomic():
            context = client.get(address(name, pattern, own)).context
            transaction.set_rollback(True)
        for form in forms_in(context):
            for key, field in form.fields.items():
                if isinstance(field, forms.ModelChoiceField):
                    tried += 1
                    leaks += [f"{name} {key}" for id in ids if accepts(field, id)]

    assert leaks == []
    assert tried > 5


def accepts(field: forms.ModelChoiceField[Any], public_id: uuid.UUID) -> bool:
    many = isinstance(field, forms.ModelMultipleChoiceField)
    try:
        return bool(field.clean([str(public_id)] if many else str(public_id)))
    except ValidationError:
        return False
