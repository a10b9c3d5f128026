"""Every address as every member of the cast: what they get is written down and compared.

`MLSECURE_RECORD=1 pytest tests/architecture/test_permission_matrix.py` writes the table anew; read
the difference before committing it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from apps.ui.checks import is_third_party
from tests.architecture.samples import make_samples
from tests.cast import Cast

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).with_name("permission_matrix.json")
RECORDING = bool(os.environ.get("MLSECURE_RECORD"))


def named(resolver: Any = None, space: str = "") -> list[tuple[str, URLPattern]]:
    """Every guarded address of ours with its full name."""
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            found += named(entry, inner)
        elif not is_third_party(entry) and hasattr(entry.callback, "guard"):
            found.append((f"{space}{entry.name}", entry))
    return found


def address(name: str, pattern: URLPattern, samples: dict[str, Any]) -> str:
    """The address with sample ids; a kwarg without a sample is a fault of samples.py."""
    kwargs = {key: samples[key] for key in pattern.pattern.converters}
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch as exc:
        raise AssertionError(f"{name}: add a sample to tests/architecture/samples.py") from exc


def ask(cast: Cast, person: str, path: str) -> str:
    """Status of GET, or of an empty POST where only that is allowed; nothing of it stays."""
    client = cast.client(cast.people()[person])
    with transaction.atomic():
        status = client.get(path).status_code
        told = str(status)
        if status == 405:
            told = f"POST {client.post(path).status_code}"
        transaction.set_rollback(True)
    return told


def test_every_address_answers_every_role_as_written(cast: Cast) -> None:
    samples = make_samples(cast)
    table = {
        f"{name} {pattern.pattern}": {
            person: ask(cast, person, address(name, pattern, samples)) for person in cast.people()
        }
        for name, pattern in named()
    }
    if RECORDING:
        TABLE.write_text(json.dumps(table, indent=1, sort_keys=True) + "\n")

    assert table == json.loads(TABLE.read_text())


def test_mallory_sees_nothing_of_the_other_team(cast: Cast) -> None:
    """Whatever names an object of Risk Models answers 404 to Mallory, or 403 by role alone."""
    samples = make_samples(cast)
    ours = {"pipeline_id", "dataset_id", "model_id", "assessment_id", "evidence_id", "pack_id"}
    leaks = {
        name: told
        for name, pattern in named()
        if ours & set(pattern.pattern.converters)
        and (told := ask(cast, "mallory", address(name, pattern, samples)))
        not in {"404", "403", "POST 404", "POST 403"}
    }

    assert leaks == {}
