"""What key pages may ask of the database: pinned in a file, and the same for 10 and for 20 rows.

`MLSECURE_RECORD=1 pytest tests/architecture/test_query_budgets.py` writes the file anew; read the
difference before committing it. A page that is not in the file has no budget yet: record.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.organizations.models import Membership
from tests.architecture.addresses import address, named
from tests.architecture.samples import make_samples
from tests.architecture.test_permission_matrix import RECORDING
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


def queries(cast: Cast, path: str) -> int | None:
    """Queries of the second look: what a process keeps is kept by then. None: it does not open."""
    client = cast.client(cast.cora)
    with transaction.atomic():
        opens = client.get(path).status_code == 200
        with CaptureQueriesContext(connection) as seen:
            if opens:
                client.get(path)
        transaction.set_rollback(True)
    return len([query for query in seen if "SAVEPOINT" not in query["sql"]]) if opens else None


def test_key_pages_ask_no_more_than_written(cast: Cast) -> None:
    samples = make_samples(cast)
    cache.clear()
    counts = {name: queries(cast, address(name, pattern, samples)) for name, pattern in named()}
    asked = {name: count for name, count in counts.items() if count is not None}
    if RECORDING:
        PINNED.write_text(json.dumps(asked, indent=1, sort_keys=True) + "\n")

    pinned = json.loads(PINNED.read_text())
    assert {name: count for name, count in asked.items() if count > pinned.get(name, 0)} == {}


def more_rows(cast: Cast, first: int, last: int) -> None:
    sam = cast.actor(cast.sam)
    for number in range(first, last):
        pipeline = assessment_rows.make_pipeline(cast.risk_models, f"Pipeline {number}")
        assessment_rows.start(sam, pipeline)
        make_evidence(sam, cast.risk_models, f"Evidence {number}")
        person = type(cast.sam).objects.create_user(f"p{number}@example.org", name=f"P {number}")
        Membership.objects.create(user=person, team=cast.risk_models, role="viewer")


def test_a_list_asks_the_same_for_ten_and_for_twenty_rows(cast: Cast) -> None:
    paths = {name: reverse(name) for name in LISTS}
    more_rows(cast, 0, 10)
    ten = {name: queries(cast, path) for name, path in paths.items()}

    more_rows(cast, 10, 20)

    assert {name: queries(cast, path) for name, path in paths.items()} == ten
    assert None not in ten.values()
