"""Pages of findings and actions: list, detail, planning, changing, closing."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from apps.core import clock
from apps.core.access import Actor
from apps.remediation import hooks
from apps.remediation.models import RemediationItem
from apps.trail.models import TrailEvent
from apps.trail.refs import TrailRef
from tests.cast import Cast
from tests.factories.remediation import make_action, make_finding

LIST, NEW = reverse("remediation:list"), reverse("remediation:plan")
REPORT = TrailRef("evidence", str(uuid.uuid4()), "Penetration test")


def address(item: RemediationItem, page: str = "item") -> str:
    return reverse(f"remediation:{page}", args=[item.public_id])


def entry(**more: object) -> dict[str, object]:
    values = {"title": "Encrypt it", "why": "", "severity": "high", "due": "", "owner": ""}
    return {"public_id": str(uuid.uuid4()), **values, **more}


@pytest.fixture
def finding(cast: Cast) -> RemediationItem:
    return make_finding(Actor.system("Check"), cast.risk_models, why="Everybody reads it.")


def test_sam_plans_an_action_of_his_own(cast: Cast) -> None:
    client = cast.client(cast.sam)

    response = client.post(NEW, entry(team=str(cast.risk_models.public_id)))

    action = RemediationItem.objects.get()
    assert response.headers["Location"] == address(action)
    assert (action.team, action.target_label, action.severity) == (
        cast.risk_models,
        "Risk Models",
        "high",
    )
    assert TrailEvent.objects.get(action="remediation.item.planned").actor_label == "Sam"


def test_an_officer_plans_for_the_organisation(cast: Cast) -> None:
    cast.client(cast.cora).post(NEW, entry(team=""))

    action = RemediationItem.objects.get()
    assert (action.team, action.target_label) == (None, "Example Bank")


def test_an_action_is_planned_about_a_finding(cast: Cast, finding: RemediationItem) -> None:
    client, plan = cast.client(cast.lena), address(finding, "plan_for")
    assert 'value="The bucket is public"' in client.get(plan).content.decode()

    client.post(plan, entry(owner=str(cast.sam.public_id)))

    action = RemediationItem.objects.get(kind="action")
    assert (action.owner, action.source_label) == (cast.sam, "The bucket is public")
    page = client.get(address(finding)).content.decode()
    assert address(action) in page
    assert address(finding) in client.get(address(action)).content.decode()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"title": ""}, "Say what is to be done"),
        ({"severity": "huge"}, "Select a valid choice"),
        ({"due": "2020-01-01"}, "This date has passed"),
        ({"owner": str(uuid.uuid4())}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    cast: Cast, finding: RemediationItem, more: dict[str, object], words: str
) -> None:
    response = cast.client(cast.sam).post(address(finding, "plan_for"), entry(**more))

    assert response.status_code == 422
    assert words in response.content.decode()
    assert not RemediationItem.objects.filter(kind="action").exists()


def test_mallory_cannot_choose_another_team(cast: Cast) -> None:
    response = cast.client(cast.mallory).post(NEW, entry(team=str(cast.risk_models.public_id)))

    assert response.status_code == 422
    assert not RemediationItem.objects.exists()


def test_an_action_goes_its_way_by_its_pages(cast: Cast, finding: RemediationItem) -> None:
    client, version = cast.client(cast.lena), {"version": 1}
    client.post(address(finding, "assign"), version | {"owner": str(cast.sam.public_id)})
    client.post(address(finding, "start"))
    edited = {"version": 3, "title": "Shut it", "why": "Now", "severity": "low", "due": ""}
    client.post(address(finding, "edit"), edited)
    client.post(address(finding, "close"), {"version": 4, "note": "Shut.", "evidence": ""})
    client.post(address(finding, "reopen"), {"version": 5, "reason": "Open again"})
    client.post(address(finding, "dismiss"), {"version": 6, "reason": "Accepted"})

    finding.refresh_from_db()
    assert (finding.title, finding.owner, finding.state) == ("Shut it", cast.sam, "dismissed")
    codes = TrailEvent.objects.order_by("pk").values_list("action", flat=True)
    assert [code.rpartition(".")[2] for code in codes] == [
        "raised",
        "assigned",
        "started",
        "edited",
        "closed",
        "reopened",
        "dismissed",
    ]


def test_evidence_is_offered_and_named(cast: Cast, finding: RemediationItem) -> None:
    client = cast.client(cast.sam)

    with hooks.evidence_of.registered(lambda actor, team_id: [REPORT]):
        assert "Penetration test" in client.get(address(finding, "close")).content.decode()
        other = {"version": 1, "note": "", "evidence": str(uuid.uuid4())}
        assert client.post(address(finding, "close"), other).status_code == 422
        client.post(address(finding, "close"), other | {"evidence": REPORT.id})

    page = client.get(address(finding)).content.decode()
    assert "Shown by" in page
    assert reverse("evidence:evidence", args=[REPORT.id]) in page


def test_a_second_writer_is_told(cast: Cast, finding: RemediationItem) -> None:
    client = cast.client(cast.sam)
    client.post(address(finding, "assign"), {"version": 1, "owner": ""})

    response = client.post(address(finding, "close"), {"version": 1, "note": "Shut."})

    assert response.status_code == 409
    finding.refresh_from_db()
    assert finding.state == "open"


def test_a_second_writer_sees_what_the_first_saved(cast: Cast, finding: RemediationItem) -> None:
    client = cast.client(cast.sam)
    entry = {"version": 1, "why": "", "severity": "low", "due": ""}
    client.post(address(finding, "edit"), {**entry, "title": "First"})

    response = client.post(address(finding, "edit"), {**entry, "title": "Second"})

    assert response.status_code == 409
    assert [line.saved for line in response.context["form"].theirs] == ["First"]
    finding.refresh_from_db()
    assert finding.title == "First"


def test_the_auditor_reads_and_changes_nothing(cast: Cast, finding: RemediationItem) -> None:
    client = cast.client(cast.aya)

    assert "The bucket is public" in client.get(LIST).content.decode()
    page = client.get(address(finding)).content.decode()
    assert address(finding, "close") not in page
    assert client.post(address(finding, "start")).status_code == 403


def test_mallory_finds_nothing(cast: Cast, finding: RemediationItem) -> None:
    client = cast.client(cast.mallory)

    assert "The bucket is public" not in client.get(LIST).content.decode()
    for page in ("item", "edit", "close", "plan_for"):
        assert client.get(address(finding, page)).status_code == 404


def test_the_list_filters_and_exports(cast: Cast, finding: RemediationItem) -> None:
    sam, late = cast.actor(cast.sam), clock.today() - dt.timedelta(days=1)
    mine = make_action(sam, cast.risk_models, "=Mine", owner=cast.sam)
    RemediationItem.objects.filter(pk=mine.pk).update(due=late)
    client = cast.client(cast.sam)

    for chosen in ({"state": "overdue"}, {"owner": "me"}, {"kind": "action"}, {"source": "user"}):
        page = client.get(LIST, chosen).content.decode()
        assert "=Mine" in page, chosen
        assert "The bucket is public" not in page, chosen
    found = client.get(LIST, {"q": "bucket", "severity": "high", "owner": "nobody"})
    assert "The bucket is public" in found.content.decode()
    lines = b"".join(client.get(LIST, {"format": "csv"})).decode().splitlines()
    assert len(lines) == 3
    assert lines[1].startswith("Overdue,Action,'=Mine,Medium,Risk Models,Risk Models,Sam,")
