"""Filing, renewing, changing and withdrawing evidence: rows and trail."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.files.storage import storages
from time_machine import TimeMachineFixture

from apps.core import clock
from apps.core.access import Actor
from apps.core.canonical import digest_bytes
from apps.core.errors import DomainError, NotVisible, Refused, StaleEdit
from apps.evidence import hooks, selectors, services
from apps.evidence.models import Evidence, EvidenceRevision
from apps.organizations.models import OrganizationRole
from apps.trail.models import TrailEvent
from tests.cast import Cast
from tests.factories.evidence import PDF, link, make_evidence, upload


def actions() -> list[str]:
    return list(TrailEvent.objects.order_by("pk").values_list("action", flat=True))


def test_what_a_revision_may_not_hold_is_a_sentence(cast: Cast) -> None:
    nameless = Actor.command("")

    with pytest.raises(DomainError, match="cannot be blank") as refused:
        make_evidence(nameless, cast.risk_models)
    assert refused.value.field == "filed_by"
    assert not Evidence.objects.exists()
    assert actions() == []


def test_a_file_is_kept_encrypted_and_comes_back_whole(cast: Cast) -> None:
    sam = cast.actor(cast.sam)

    evidence = make_evidence(sam, cast.risk_models, content=upload("Policy v2.pdf"))

    revision = EvidenceRevision.objects.get(evidence=evidence)
    assert (revision.digest, revision.size) == (digest_bytes(PDF), len(PDF))
    assert revision.media_type == "application/pdf"
    with storages["vault"].open(revision.stored_as) as stored:
        assert b"%PDF" not in stored.read()
    download = selectors.open_revision(sam, evidence.public_id, 1)
    assert b"".join(download.chunks) == PDF
    event = TrailEvent.objects.get(action="evidence.evidence.filed")
    assert event.detail.body["digest"] == digest_bytes(PDF)
    assert event.team_id == cast.risk_models.pk


def test_a_refused_file_leaves_nothing_behind(cast: Cast) -> None:
    with pytest.raises(DomainError) as refused:
        make_evidence(cast.actor(cast.sam), cast.risk_models, content=upload("a.pdf", b"<html>"))

    assert refused.value.field == "file"
    assert not Evidence.objects.exists()
    assert actions() == []


def test_rows_that_do_not_come_take_their_file_along(cast: Cast) -> None:
    with pytest.raises(DomainError) as refused:
        make_evidence(cast.actor(cast.sam), cast.risk_models, "x" * 201, content=upload())

    assert refused.value.field == "title"
    assert not Evidence.objects.exists()


def test_a_double_submit_files_once(cast: Cast) -> None:
    sam, same = cast.actor(cast.sam), uuid.uuid4()

    first = make_evidence(sam, cast.risk_models, public_id=same)
    second = make_evidence(sam, cast.risk_models, public_id=same)

    assert first == second
    assert actions() == ["evidence.evidence.filed"]


def test_the_id_of_somebody_elses_evidence_finds_nothing(cast: Cast) -> None:
    evidence = make_evidence(cast.actor(cast.sam), cast.risk_models)
    mallory = cast.actor(cast.mallory)

    with pytest.raises(NotVisible):
        make_evidence(mallory, cast.elsewhere, public_id=evidence.public_id)


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "ftp://a.example/x", "https://", "https://me:pw@example.org/", "x y"],
)
def test_only_plain_web_addresses_are_links(cast: Cast, url: str) -> None:
    with pytest.raises(DomainError) as refused:
        make_evidence(cast.actor(cast.sam), cast.risk_models, content=link(url))

    assert refused.value.field == "url"


def test_a_date_that_has_passed_is_refused(cast: Cast) -> None:
    yesterday = clock.today() - dt.timedelta(days=1)

    with pytest.raises(DomainError) as refused:
        make_evidence(cast.actor(cast.sam), cast.risk_models, counts_until=yesterday)

    assert refused.value.field == "counts_until"


def test_an_owner_must_be_able_to_see_it(cast: Cast) -> None:
    with pytest.raises(DomainError) as refused:
        make_evidence(cast.actor(cast.sam), cast.risk_models, owner=cast.mallory)

    assert refused.value.field == "owner"


def test_an_officer_of_the_past_owns_nothing_new(cast: Cast) -> None:
    yesterday = clock.today() - dt.timedelta(days=1)
    OrganizationRole.objects.filter(user=cast.cora).update(until=yesterday)

    owners = set(selectors.possible_owners(cast.risk_models.pk))

    assert cast.cora not in owners
    assert {cast.lena, cast.sam} <= owners


@pytest.mark.parametrize("person", ["mallory", "aya"])
def test_others_cannot_file_for_a_team(cast: Cast, person: str) -> None:
    with pytest.raises((Refused, NotVisible)):
        make_evidence(cast.actor(getattr(cast, person)), cast.risk_models)

    assert actions() == []


def test_only_keepers_file_for_the_organisation(cast: Cast) -> None:
    with pytest.raises(Refused):
        make_evidence(cast.actor(cast.lena), None)

    assert make_evidence(cast.actor(cast.cora), None).team is None


def test_a_new_revision_keeps_the_old_one(cast: Cast) -> None:
    sam = cast.actor(cast.sam)
    evidence = make_evidence(sam, cast.risk_models)
    heard: list[str] = []

    with hooks.evidence_changed.registered(lambda evidence, reason: heard.append(reason)):
        services.add_revision(
            actor=sam, evidence=evidence, content=upload(), counts_until=None, expected_version=1
        )

    evidence.refresh_from_db()
    assert (evidence.kind, evidence.lock_version) == ("file", 2)
    assert [revision.number for revision in evidence.revisions.all()] == [2, 1]
    assert actions() == ["evidence.evidence.filed", "evidence.revision.filed"]
    assert heard == ["New revision of evidence “Policy”"]


def test_a_second_writer_is_told(cast: Cast) -> None:
    sam = cast.actor(cast.sam)
    evidence = make_evidence(sam, cast.risk_models)
    same: dict[str, Any] = {
        "evidence": evidence,
        "owner": cast.sam,
        "counts_until": None,
        "expected_version": 1,
    }
    services.edit_evidence(actor=sam, title="Renamed", **same)

    with pytest.raises(StaleEdit):
        services.edit_evidence(actor=cast.actor(cast.lena), title="Other", **same)

    evidence.refresh_from_db()
    assert evidence.title == "Renamed"
    assert actions() == ["evidence.evidence.filed", "evidence.evidence.edited"]


def test_withdrawn_evidence_says_why_and_is_closed(cast: Cast) -> None:
    lena = cast.actor(cast.lena)
    evidence = make_evidence(lena, cast.risk_models)

    services.withdraw_evidence(actor=lena, evidence=evidence, reason="Replaced", expected_version=1)

    evidence.refresh_from_db()
    assert (evidence.status, evidence.withdrawn_reason) == ("withdrawn", "Replaced")
    assert actions()[-1] == "evidence.evidence.withdrawn"
    with pytest.raises(Refused):
        services.withdraw_evidence(
            actor=lena, evidence=evidence, reason="Again", expected_version=2
        )


def test_withdrawing_needs_a_lead_and_a_reason(cast: Cast) -> None:
    evidence = make_evidence(cast.actor(cast.sam), cast.risk_models)

    with pytest.raises(Refused):
        services.withdraw_evidence(
            actor=cast.actor(cast.sam), evidence=evidence, reason="x", expected_version=1
        )
    with pytest.raises(DomainError) as refused:
        services.withdraw_evidence(
            actor=cast.actor(cast.lena), evidence=evidence, reason=" ", expected_version=1
        )
    assert refused.value.field == "reason"


def test_mallory_sees_only_the_organisations_evidence(cast: Cast) -> None:
    theirs = make_evidence(cast.actor(cast.sam), cast.risk_models, content=upload())
    shared = make_evidence(cast.actor(cast.cora), None, "Handbook")
    mallory = cast.actor(cast.mallory)

    assert list(selectors.list_evidence(mallory)) == [shared]
    for number in (1, 2):
        with pytest.raises(NotVisible):
            selectors.open_revision(mallory, theirs.public_id, number)


def test_overdue_comes_first_and_withdrawn_last(
    cast: Cast, time_machine: TimeMachineFixture
) -> None:
    cora, day = cast.actor(cast.cora), dt.timedelta(days=1)
    names = {"none": None, "later": clock.today() + 90 * day, "soon": clock.today() + 3 * day}
    for title, until in names.items():
        make_evidence(cora, None, title, counts_until=until)
    gone = make_evidence(cora, None, "gone")
    services.withdraw_evidence(actor=cora, evidence=gone, reason="old", expected_version=1)
    time_machine.move_to(clock.now() + 5 * day)

    rows = list(selectors.list_evidence(cora))

    assert [row.title for row in rows] == ["soon", "later", "none", "gone"]
    assert [row.status for row in rows] == ["expired", "counts", "counts", "withdrawn"]


def test_a_damaged_file_is_not_handed_out(cast: Cast) -> None:
    sam = cast.actor(cast.sam)
    evidence = make_evidence(sam, cast.risk_models, content=upload())
    stored_as = EvidenceRevision.objects.get(evidence=evidence).stored_as
    with storages["vault"].open(stored_as, "r+b") as stored:
        stored.seek(20)
        stored.write(b"\x00\x01")

    with pytest.raises(DomainError) as refused:
        selectors.open_revision(sam, evidence.public_id, 1)
    assert refused.value.code == "file_damaged"


def test_only_another_date_makes_another_term(cast: Cast) -> None:
    sam, until = cast.actor(cast.sam), clock.today() + dt.timedelta(days=30)
    evidence = make_evidence(sam, cast.risk_models, counts_until=until)
    again: dict[str, Any] = {"actor": sam, "evidence": evidence, "content": upload()}
    services.add_revision(**again, counts_until=until, expected_version=1)
    services.edit_evidence(
        actor=sam,
        evidence=evidence,
        title="Renamed",
        owner=None,
        counts_until=until,
        expected_version=2,
    )

    services.add_revision(**again, counts_until=None, expected_version=3)

    assert [term.counts_until for term in evidence.terms.all()] == [until, None]
