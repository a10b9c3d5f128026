"""What key pages may ask of the database: pinned in files, and the same for 10 and for 20 rows.

`MLSECURE_RECORD=1 pytest tests/architecture/test_query_budgets.py` writes tests/<app>/
query_budgets.json anew; read the difference before committing it. A page that is not in the file
has no budget yet: record.
"""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.architecture.addresses import address, named
from tests.architecture.pins import QUERY_BUDGETS, read_pins, write_pins
from tests.architecture.samples import by_app, make_samples
from tests.cast import Cast

pytestmark = pytest.mark.django_db

LISTS = {name for samples in by_app().values() for name in samples.lists}


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
    write_pins(QUERY_BUDGETS, asked)

    pinned = read_pins(QUERY_BUDGETS)
    assert {name: count for name, count in asked.items() if count > pinned.get(name, 0)} == {}


def more_rows(cast: Cast, first: int, last: int) -> None:
    for number in range(first, last):
        for samples in by_app().values():
            samples.lengthen(cast, number)


def test_a_list_asks_the_same_for_ten_and_for_twenty_rows(cast: Cast) -> None:
    paths = {name: reverse(name) for name in LISTS}
    more_rows(cast, 0, 10)
    ten = {name: queries(cast, path) for name, path in paths.items()}

    more_rows(cast, 10, 20)

    assert {name: queries(cast, path) for name, path in paths.items()} == ten
    assert None not in ten.values()
