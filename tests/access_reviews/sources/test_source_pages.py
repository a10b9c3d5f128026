"""From a new source to its loaded list, in the browser's way."""

from __future__ import annotations

import csv
import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from apps.access_reviews.models import Entitlement, Load, Source
from tests.cast import Cast
from tests.factories.access_sources import done, loaded, make_source, tried
from tests.factories.registry import make_dataset

LIST = "user,permission,dataset\nsam@example.org,SELECT,Loans\netl,frob,Loans\netl,write,Raw\n"
CHOSEN = {"column_principal": "user", "column_privilege": "permission", "column_object": "dataset"}


def upload(client: Client, source: Source, text: str = LIST) -> str:
    file = SimpleUploadedFile("list.csv", text.encode(), "text/csv")
    answer = client.post(
        reverse("access_reviews:source_file", args=[source.public_id]), {"file": file}
    )
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def add(client: Client) -> Source:
    """A source that was added on its page."""
    data = {"name": "Warehouse", "kind": "file", "public_id": str(uuid.uuid4())}
    answer = client.post(reverse("access_reviews:source_new"), data)
    source = Source.objects.get()
    assert answer["Location"] == reverse("access_reviews:source_file", args=[source.public_id])
    return source


def words(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def test_a_source_is_added_tried_and_loaded(cast: Cast) -> None:
    make_dataset(cast.risk_models, "Loans")
    client = cast.client(cast.cora)
    source = add(client)

    columns = upload(client, source)
    page = words(client, columns)
    assert "sam@example.org" in page and '<option value="user" selected>' in page
    source.refresh_from_db()
    trial_url = client.post(columns, CHOSEN | {"version": str(source.lock_version)})["Location"]
    assert "Waiting for a worker" in words(client, trial_url)

    trial = done(Load.objects.get())
    page = words(client, trial_url)
    assert "Load 2 access rights" in page and "“frob = read”" in page
    confirmed = client.post(reverse("access_reviews:load_confirm", args=[trial.public_id]))[
        "Location"
    ]
    done(Load.objects.get(dry_run=False))
    assert "It takes the place of the last list" in words(client, confirmed)
    assert Entitlement.objects.count() == 2


def test_a_source_shows_its_orphans(cast: Cast) -> None:
    source = make_source(cast.actor(cast.cora))
    loaded(cast.actor(cast.cora), source, [("etl", "write", "Raw", "", "")])
    client = cast.client(cast.aya)

    page = words(client, source.get_absolute_url())
    assert "<code>etl</code>" in page and "<code>Raw</code>" in page
    assert "Warehouse" in words(client, reverse("access_reviews:sources"))


def test_the_second_list_needs_no_mapping(cast: Cast) -> None:
    source = make_source(cast.actor(cast.cora))
    tried(cast.actor(cast.cora), source, [("a", "read", "b", "", "")])

    where = upload(cast.client(cast.cora), source, "user,permission,dataset,reason,expires\n")

    assert "/loads/" in where


def test_rows_left_out_come_as_csv(cast: Cast) -> None:
    source = make_source(cast.actor(cast.cora))
    trial = tried(cast.actor(cast.cora), source, [("=cmd()", "frob", "b", "", "")])
    address = reverse("access_reviews:load_problems", args=[trial.public_id])

    file = b"".join(cast.client(cast.aya).get(address, {"format": "csv"})).decode()

    (row,) = csv.DictReader(io.StringIO(file))
    assert (row["row"], row["column"], row["value"]) == ("2", "What it allows", "frob")


def test_a_shorter_list_asks_for_a_reason_on_the_page(cast: Cast) -> None:
    cora = cast.actor(cast.cora)
    source = make_source(cora)
    loaded(cora, source, [(f"u{n}", "read", "x", "", "") for n in range(20)])
    trial = tried(cora, source, [("u1", "read", "x", "", "")])
    client = cast.client(cast.cora)
    confirm = reverse("access_reviews:load_confirm", args=[trial.public_id])

    assert "Is this list right?" in client.get(trial.get_absolute_url()).content.decode()
    assert client.post(confirm, {"reason": " "}).status_code == 422
    real = client.post(confirm, {"reason": "The project ended"})

    assert real.status_code == 302
    done(Load.objects.get(dry_run=False, pk__gt=trial.pk))
    assert "The project ended" in client.get(real["Location"]).content.decode()


def test_a_damaged_file_is_said_at_its_field(cast: Cast) -> None:
    source = make_source(cast.actor(cast.cora))
    address = reverse("access_reviews:source_file", args=[source.public_id])
    file = SimpleUploadedFile("list.xlsx", b"PK\x03\x04broken")

    answer = cast.client(cast.cora).post(address, {"file": file})

    assert answer.status_code == 422
    assert "This workbook is damaged" in answer.content.decode()


@pytest.mark.parametrize(
    ("person", "sees", "changes"),
    [
        ("olga", 200, 200),
        ("cora", 200, 200),
        ("aya", 200, 403),
        ("lena", 403, 403),
        ("mallory", 403, 403),
    ],
)
def test_who_sees_and_who_changes(cast: Cast, person: str, sees: int, changes: int) -> None:
    source = make_source(cast.actor(cast.cora))
    client = cast.client(cast.people()[person])

    assert client.get(source.get_absolute_url()).status_code == sees
    edit = reverse("access_reviews:source_edit", args=[source.public_id])
    assert client.get(edit).status_code == changes
