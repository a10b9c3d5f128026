"""Nothing of one team reaches another: every selector, page and choice, walked and not listed.

Mallory leads a team of her own. Whatever Risk Models registers, answers, uploads or packs, her
world must stay the same to the letter.
"""

from __future__ import annotations

import importlib
import inspect
import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Page
from django.db import transaction
from django.db.models import Model, QuerySet
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture

from apps.core import clock
from apps.core.errors import NotVisible, Refused
from apps.evidence.models import Evidence
from apps.organizations.models import Membership
from apps.registry.models import Pipeline
from apps.trail.services import seal_pending
from tests.architecture.kinds import kind_of, modules
from tests.architecture.samples import make_samples
from tests.architecture.test_permission_matrix import address, named
from tests.cast import Cast

pytestmark = pytest.mark.django_db

Selector = Callable[..., Any]

# They take what another selector has resolved for this actor; its own test stands above.
RESOLVED = {
    "build_document",
    "build_manifest",
    "simulate",
    "graph_around",
    # Of a file that a person holds: tests/packs asks what a stranger learns by it.
    "find_pack",
    "known_here",
    # Home's own start: tests/home asks for another team's key.
    "reader_of",
}


def selectors() -> Iterator[tuple[str, Selector]]:
    """Every public function of a module that reads, if it says who reads."""
    for name in modules():
        if kind_of(name) == "selectors":
            module = importlib.import_module(f"apps.{name}")
            for key, found in vars(module).items():
                own = inspect.isfunction(found) and found.__module__ == module.__name__
                if (
                    own
                    and not key.startswith("_")
                    and "actor" in inspect.signature(found).parameters
                ):
                    yield key, found


WALKED = dict(selectors())


def others(selector: Selector) -> list[str]:
    """The names of the arguments beside the actor."""
    parameters = inspect.signature(selector).parameters.values()
    return [p.name for p in parameters if p.name != "actor" and p.kind is not p.VAR_POSITIONAL]


def takes_an_id(selector: Selector) -> bool:
    return any("UUID" in str(p.annotation) for p in inspect.signature(selector).parameters.values())


def told(value: Any) -> Any:
    """A result as plain data that can be compared."""
    if isinstance(value, QuerySet):
        return sorted(told(row) for row in value)
    if isinstance(value, Model):
        return f"{value._meta.label} {value.pk} {value}"
    if isinstance(value, dict):
        return sorted((str(key), told(item)) for key, item in value.items())
    if isinstance(value, list | tuple | set | Page):
        return [told(item) for item in value]
    return repr(value)


def arguments(cast: Cast, samples: dict[str, Any]) -> dict[str, Any]:
    """A value of Risk Models for every name that a selector may ask for."""
    pipeline = Pipeline.objects.get(team=cast.risk_models)
    return {
        "pipeline": pipeline,
        "obj": pipeline.datasets.get(),
        "assessment": pipeline.assessments.get(),
        "evidence": Evidence.objects.get(team=cast.risk_models),
        "rows": Pipeline.objects.all(),
        "model": Pipeline,
        "kind": "pipeline",
        "text": pipeline.name,
        "number": 1,
        "page": None,
        "moment": clock.now(),
    }


@pytest.fixture
def mallory(cast: Cast) -> Cast:
    """The cast, in which Mallory leads a team that has everything Risk Models will have."""
    Membership.objects.filter(user=cast.mallory).update(role="lead")
    return replace(cast, risk_models=cast.elsewhere, sam=cast.mallory)


def test_something_is_walked() -> None:
    assert len(WALKED) > 25
    assert set(WALKED) >= RESOLVED


@pytest.mark.parametrize("name", [name for name, found in WALKED.items() if not others(found)])
def test_what_a_selector_lists_does_not_change(cast: Cast, mallory: Cast, name: str) -> None:
    make_samples(mallory)
    before = told(WALKED[name](cast.actor(cast.mallory)))

    make_samples(cast)

    assert told(WALKED[name](cast.actor(cast.mallory))) == before


@pytest.mark.parametrize("name", [name for name, found in WALKED.items() if takes_an_id(found)])
def test_no_id_of_another_team_opens_anything(cast: Cast, name: str) -> None:
    samples = make_samples(cast)
    ids = {v for k, v in samples.items() if isinstance(v, uuid.UUID) and k != "user_id"}
    rest = arguments(cast, samples)
    wanted = [other for other in others(WALKED[name]) if other in rest]

    for public_id in ids:
        given = {other: rest.get(other, public_id) for other in others(WALKED[name])}
        with pytest.raises((NotVisible, Refused)):
            WALKED[name](cast.actor(cast.mallory), **given)
    assert len(ids) > 5
    assert set(others(WALKED[name])) - set(wanted)


@pytest.mark.parametrize(
    "name",
    [n for n, f in WALKED.items() if others(f) and not takes_an_id(f) and n not in RESOLVED],
)
def test_an_object_of_another_team_gives_nothing(cast: Cast, name: str) -> None:
    """A name without a sample is a fault of `arguments`."""
    rest = arguments(cast, make_samples(cast))
    given = {other: rest[other] for other in others(WALKED[name])}

    try:
        seen = WALKED[name](cast.actor(cast.mallory), **given)
    except (NotVisible, Refused):
        return
    assert str(rest["pipeline"].name) not in str(told(seen))
    assert str(rest["pipeline"].public_id) not in str(told(seen))


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


@pytest.mark.parametrize("path", plain_pages())
def test_no_page_changes_for_another_team(
    cast: Cast, mallory: Cast, path: str, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(clock.now(), tick=False)
    make_samples(mallory)
    seal_pending()  # else the next samples' commit would seal hers
    client = cast.client(cast.mallory)
    before = page(client, path)

    make_samples(cast)

    assert page(client, path) == before


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
                    leaks += [f"{name} {key}" for ident in ids if accepts(field, ident)]

    assert leaks == []
    assert tried > 5


def accepts(field: forms.ModelChoiceField[Any], public_id: uuid.UUID) -> bool:
    many = isinstance(field, forms.ModelMultipleChoiceField)
    try:
        return bool(field.clean([str(public_id)] if many else str(public_id)))
    except ValidationError:
        return False
