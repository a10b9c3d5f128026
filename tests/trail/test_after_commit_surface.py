"""What the trail relies on in Django's after-commit queue; a failure means: read the decision."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from apps.assessments.actions import SAVED
from apps.core.access import Actor, ActorKind
from apps.trail import services
from apps.trail.refs import TrailRef

pytestmark = pytest.mark.django_db
READ = (
    "Django has changed its queue of after-commit calls: "
    "read docs/adr/0014-reading-the-after-commit-queue.md"
)


def _record() -> None:
    actor = Actor(kind=ActorKind.SYSTEM, label="Test")
    services.record(actor, SAVED, TrailRef("answer", "1", "An answer"))


def _queued() -> int:
    return [entry[1] for entry in connection.run_on_commit].count(services._seal_quietly)


def test_an_entry_is_savepoints_function_and_robust() -> None:
    def call() -> None: ...

    with transaction.atomic():
        transaction.on_commit(call, robust=True)
        entry: tuple[object, ...] = connection.run_on_commit[-1]

    assert entry == (entry[0], call, True), READ
    assert isinstance(entry[0], set), READ


def test_one_transaction_is_sealed_once() -> None:
    with transaction.atomic():
        _record()
        _record()

    assert _queued() == 1, READ


def test_a_savepoint_that_is_taken_back_takes_its_seal_along() -> None:
    with pytest.raises(LookupError), transaction.atomic():
        _record()
        assert _queued() == 1
        raise LookupError

    assert _queued() == 0, READ
    _record()
    assert _queued() == 1, READ
