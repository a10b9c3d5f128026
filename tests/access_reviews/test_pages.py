"""Who can reach this, what they can reach, and ending one way in."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.urls import reverse

from apps.access_reviews.entitlements.selectors import list_ways, ways_of, ways_to
from apps.organizations.models import OrganizationRole
from apps.registry.models import Dataset
from apps.trail.models import TrailEvent
from tests.cast import Cast
from tests.factories.registry import make_dataset, make_model, make_pipeline

from .ways import KEYS, give, ways


@pytest.fixture
def dataset(cast: Cast) -> Dataset:
    """A dataset with health data that Mallory reaches in every way."""
    dataset = make_dataset(cast.risk_models, "Admissions", dataset_phi=True)
    for key in reversed(KEYS):
        give(cast, dataset, key)
    return dataset


def reach(obj: Any) -> str:
    return reverse(f"access_reviews:{obj.kind}_reach", args=[obj.public_id])


def end_url(cast: Cast, dataset: Dataset, key: str) -> str:
    ref = ways(cast, dataset)[key].ref
    return reverse("access_reviews:end", args=[cast.mallory.public_id, key, ref])


def test_a_person_is_shown_with_every_way_in(cast: Cast, dataset: Dataset) -> None:
    found = ways_to(cast.actor(cast.lena), dataset)

    mallory = [way for way in found if way.person == cast.mallory]
    assert [(way.access.way, way.ways) for way in mallory] == [
        ("as compliance officer", 3),
        ("as contributor of Risk Models", 3),
        ("by a share", 3),
    ]
    assert {way.person for way in found} == set(cast.people().values())
    assert all(way.risk.sensitivity.value == 4 for way in found)


def test_the_risk_on_the_page_of_an_object_is_that_of_the_object(
    cast: Cast, dataset: Dataset
) -> None:
    harmless = make_dataset(cast.risk_models, "Beds", dataset_personal=False)

    found = ways_to(cast.actor(cast.lena), harmless)

    assert {way.risk.sensitivity.value for way in found} == {1}


def test_the_page_of_an_object_and_its_file_say_the_same(cast: Cast, dataset: Dataset) -> None:
    client = cast.client(cast.lena)

    html = client.get(reach(dataset)).content.decode()
    file = b"".join(client.get(reach(dataset), {"format": "csv"})).decode()

    rows = [row for row in csv.DictReader(io.StringIO(file)) if row["person"] == "Mallory"]
    assert {row["way in"] for row in rows} == {
        "as compliance officer",
        "as contributor of Risk Models",
        "by a share",
    }
    assert {(row["granted by"], row["reason"]) for row in rows} == {("Olga", "Joint audit")}
    for row in rows:
        assert row["way in"] in html
        product = int(row["sensitivity"]) * int(row["privilege weight"]) * int(row["disuse"])
        assert int(row["risk"]) == product
    assert "no_expiry" in next(row for row in rows if row["way in"] == "by a share")["flags"]
    assert "6 people reach what" in html


@pytest.mark.parametrize("make", [make_pipeline, make_model, make_dataset])
def test_every_kind_has_the_tab_for_leads_and_roles_only(cast: Cast, make: Any) -> None:
    obj = make(cast.risk_models)

    for person, sees in (("cora", True), ("aya", True), ("lena", True), ("sam", False)):
        client = cast.client(cast.people()[person])
        overview = client.get(obj.get_absolute_url()).content.decode()
        assert ("Who can reach this" in overview) is sees
        assert client.get(reach(obj)).status_code == (200 if sees else 403)
    assert cast.client(cast.mallory).get(reach(obj)).status_code in {403, 404}


def test_a_share_does_not_let_the_guest_see_who_else_reaches_it(cast: Cast) -> None:
    dataset = make_dataset(cast.risk_models)
    give(cast, dataset, "share")
    cast.mallory.memberships.update(role="lead")

    mallory = cast.client(cast.mallory)

    assert mallory.get(dataset.get_absolute_url()).status_code == 200
    assert mallory.get(reach(dataset)).status_code == 403
    assert ways_to(cast.actor(cast.mallory), dataset) == []


def test_what_somebody_reaches_is_shown_as_far_as_the_reader_sees(
    cast: Cast, dataset: Dataset
) -> None:
    every = ways_of(cast.actor(cast.cora), cast.mallory)
    leads = ways_of(cast.actor(cast.lena), cast.mallory)

    assert {way.access.object_label for way in every} == {
        "Everything",
        "Risk Models",
        "Elsewhere",
        "Admissions",
    }
    assert {way.access.object_label for way in leads} == {"Everything", "Risk Models", "Admissions"}
    page = cast.client(cast.cora).get(f"/people/{cast.mallory.public_id}/reach/").content.decode()
    assert "MLSecure&#x27;s record of Admissions" in page


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"q": "admissions"}, {"by a share"}),
        ({"q": "mallory", "way": "own:role"}, {"as compliance officer"}),
        ({"flag": "no_expiry"}, {"by a share"}),
        ({"privilege": "write", "q": "MALLORY@"}, None),
        ({"flag": "leaver"}, set()),
    ],
)
def test_the_list_of_everything_is_filtered_in_its_address(
    cast: Cast, dataset: Dataset, asked: dict[str, str], expected: set[str] | None
) -> None:
    client = cast.client(cast.cora)
    address = reverse("access_reviews:access")
    file = b"".join(client.get(address, {**asked, "format": "csv"})).decode()

    rows = list(csv.DictReader(io.StringIO(file)))
    if expected is None:
        assert {(row["person"], row["privilege"]) for row in rows} == {("Mallory", "write")}
    else:
        assert {row["way in"] for row in rows} == expected
    assert client.get(address, asked).status_code == 200


def test_the_riskiest_stands_first(cast: Cast, dataset: Dataset) -> None:
    ranks = [way.rank for way in list_ways(cast.actor(cast.olga))]

    assert ranks == sorted(ranks, reverse=True)
    assert len(set(ranks)) > 1


@pytest.mark.parametrize(
    ("key", "left"),
    [
        ("share", "as compliance officer and as contributor of Risk Models"),
        ("membership", "Mallory still reaches it as compliance officer."),
    ],
)
def test_ending_says_before_and_after_what_remains(
    cast: Cast, dataset: Dataset, key: str, left: str
) -> None:
    client, address = cast.client(cast.olga), end_url(cast, dataset, key)
    before = client.get(address).content.decode()

    answer = client.post(f"{address}?back={reach(dataset)}", {"reason": "Audit is over"})

    assert left in before
    assert answer["Location"] == reach(dataset)
    assert left in client.get(answer["Location"]).content.decode()
    assert key not in ways(cast, dataset)
    assert TrailEvent.objects.latest("pk").detail.body["reason"] == "Audit is over"


def test_ending_asks_for_a_reason_and_the_last_administrator_stays(cast: Cast) -> None:
    role = OrganizationRole.objects.get(user=cast.olga)
    args = [cast.olga.public_id, "role", str(role.public_id)]
    address, client = reverse("access_reviews:end", args=args), cast.client(cast.olga)

    assert client.post(address, {"reason": " "}).status_code == 422
    refused = client.post(address, {"reason": "Review"})

    assert refused.status_code == 403
    assert "last administrator" in refused.content.decode()
    assert OrganizationRole.objects.filter(pk=role.pk).exists()


def test_no_page_leads_back_to_another_site(cast: Cast, dataset: Dataset) -> None:
    address = end_url(cast, dataset, "share")

    for back in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        html = cast.client(cast.olga).get(address, {"back": back}).content.decode()
        assert f'href="{back}"' not in html


@pytest.mark.parametrize(
    ("person", "statuses"),
    [
        ("cora", {"share": 200, "membership": 403, "role": 403}),
        ("lena", {"share": 200, "membership": 200, "role": 403}),
        ("aya", {"share": 403, "membership": 403, "role": 403}),
        ("sam", {"share": 403, "membership": 403, "role": 403}),
    ],
)
def test_who_may_end_what(
    cast: Cast, dataset: Dataset, person: str, statuses: dict[str, int]
) -> None:
    client = cast.client(cast.people()[person])
    addresses = {key: end_url(cast, dataset, key) for key in KEYS}

    assert {key: client.get(url).status_code for key, url in addresses.items()} == statuses
    for key, url in addresses.items():
        if statuses[key] == 403:
            assert client.post(url, {"reason": "Mine"}).status_code == 403
    assert set(ways(cast, dataset)) == set(KEYS)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("registry:dataset_share_withdraw", "still reaches it as compliance officer"),
        ("organizations:remove_member", "still reaches it as compliance officer"),
        (
            "organizations:end_role",
            "Elsewhere as contributor, Risk Models as contributor and Admissions by a share",
        ),
    ],
)
def test_the_pages_that_end_one_kind_say_what_remains_too(
    cast: Cast, dataset: Dataset, address: str, words: str
) -> None:
    args = {
        "registry:dataset_share_withdraw": [dataset.public_id, cast.mallory.public_id],
        "organizations:remove_member": [cast.risk_models.public_id, cast.mallory.public_id],
        "organizations:end_role": [cast.mallory.public_id],
    }[address]
    olga = cast.client(cast.olga)
    pages = {
        "registry:dataset_share_withdraw": f"{dataset.get_absolute_url()}sharing/",
        "organizations:remove_member": f"/teams/{cast.risk_models.public_id}/",
        "organizations:end_role": f"/people/{cast.mallory.public_id}/",
    }
    before = olga.get(pages[address]).content.decode()

    data = {"role": "compliance_officer"}
    answer = olga.post(reverse(address, args=args), data, follow=True)

    assert words in before
    assert words in answer.content.decode()
