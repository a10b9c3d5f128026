"""What key pages may ask of the database: pinned in a file, and the same for 10 and for 20 rows.

`MLSECURE_RECORD=1 pytest tests/architecture/test_query_budgets.py` writes the file anew; read the
difference before committing it. A page that is not in the file has no budget yet: record.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.organizations.models import Membership
from tests.architecture.samples import make_samples
from tests.architecture.test_permission_matrix import RECORDING, address, named
from tests.cast import Cast
from tests.factories import assessments as assessment_rows
from tests.factories.evidence import make_evidence

pytestmark = pytest.mark.django_db

PINNED = Path(__file__).with_name("query_budgets.json")
LISTS = {
    "registry:pipelines",
    "registry:datasets",
    "registry:models",
    "assessments:list",
    "evidence:list",
    "organizations:people",
    "organizations:teams",
    "trail:events",
}


def queries(cast: Cast, path: str) -> int:
    """Queries of the second look: what a process keeps is kept by then."""
    client = cast.client(cast.cora)
    with transaction.atomic():
        client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(path)
        transaction.set_rollback(True)
    return len([query for query in seen if "SAVEPOINT" not in query["sql"]])


def test_key_pages_ask_no_more_than_written(cast: Cast) -> None:
    samples = make_samples(cast)
    cache.clear()
    asked = {
        name: queries(cast, address(name, pattern, samples))
        for name, pattern in named()
        if reads(cast, name, pattern, samples)
    }
    if RECORDING:
        PINNED.write_text(json.dumps(asked, indent=1, sort_keys=True) + "\n")

    pinned = json.loads(PINNED.read_text())
    assert {name: count for name, count in asked.items() if count > pinned.get(name, 0)} == {}


def reads(cast: Cast, name: str, pattern: Any, samples: dict[str, Any]) -> bool:
    with transaction.atomic():
        status = cast.client(cast.cora).get(address(name, pattern, samples)).status_code
        transaction.set_rollback(True)
    return status == 200


def more_rows(cast: Cast, first: int, last: int) -> None:
    sam = cast.actor(cast.sam)
    for number in range(first, last):
        pipeline = assessment_rows.make_pipeline(cast.risk_models, f"Pipeline {number}")
        assessment_rows.start(sam, pipeline)
        make_evidence(sam, cast.risk_models, f"Evidence {number}")
        person = type(cast.sam).objects.create_user(f"p{number}@example.org", name=f"P {number}")
        Membership.objects.create(user=person, team=cast.risk_models, role="viewer")


@pytest.mark.parametrize("name", sorted(LISTS))
def test_a_list_asks_the_same_for_ten_and_for_twenty_rows(cast: Cast, name: str) -> None:
    path = reverse(name)
    more_rows(cast, 0, 10)
    ten = queries(cast, path)

    more_rows(cast, 10, 20)

    assert queries(cast, path) == ten
