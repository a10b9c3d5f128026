"""Reporting, planning, working, closing: rows and trail."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction

from apps.core import clock
from apps.core.access import Actor
from apps.core.errors import DomainError, NotVisible, Refused, StaleEdit
from apps.remediation import hooks, selectors, services
from apps.remediation.models import ClosedBy, ItemState, RemediationItem, Severity
from apps.trail.models import TrailEvent
from apps.trail.refs import TrailRef
from tests.cast import Cast
from tests.factories.remediation import LOOK, make_action, make_finding

SYSTEM = Actor.system("Check")
LATER = TrailRef("check", "check-2", "Check of tonight")
REPORT = TrailRef("evidence", str(uuid.uuid4()), "Penetration test")


def acts() -> list[str]:
    codes = TrailEvent.objects.order_by("pk").values_list("action", flat=True)
    return [code.removeprefix("remediation.item.") for code in codes]


def clear(key: str = "public", source: TrailRef = LOOK) -> int:
    return services.clear_finding(actor=SYSTEM, source=source, key=key, look=LATER)


def test_a_finding_says_who_found_what_where(cast: Cast) -> None:
    finding = make_finding(SYSTEM, cast.risk_models, why="Everybody reads it.")

    assert (finding.kind, finding.state, finding.team) == ("finding", "open", cast.risk_models)
    assert (finding.source_label, finding.target_label) == ("Check of the bucket", "Risk Models")
    event = TrailEvent.objects.get(action="remediation.item.raised")
    assert event.team_id == cast.risk_models.pk
    assert event.detail.body["source"] == ["check", "check-1", "public"]


def test_the_same_source_reports_the_same_thing_once(cast: Cast) -> None:
    first = make_finding(SYSTEM, cast.risk_models)
    seen = first.seen_at
    again = make_finding(SYSTEM, cast.risk_models, severity=Severity.CRITICAL)
    make_finding(SYSTEM, cast.risk_models, "unencrypted")

    assert again.pk == first.pk
    assert again.severity == Severity.CRITICAL
    assert again.seen_at > seen
    assert RemediationItem.objects.count() == 2
    assert acts() == ["raised", "edited", "raised"]


def test_the_database_keeps_the_second_open_row_out(cast: Cast) -> None:
    finding = make_finding(SYSTEM, cast.risk_models)
    finding.pk, finding.public_id = None, uuid.uuid4()

    with pytest.raises(IntegrityError), transaction.atomic():
        finding.save(force_insert=True)


def test_a_later_look_closes_and_a_still_later_one_reopens(cast: Cast) -> None:
    finding = make_finding(SYSTEM, cast.risk_models)

    assert clear() == 1
    finding.refresh_from_db()
    assert (finding.state, finding.closed_how) == (ItemState.DONE, ClosedBy.LOOK)
    assert (finding.closing_kind, finding.closing_label) == ("check", "Check of tonight")

    make_finding(SYSTEM, cast.risk_models)
    finding.refresh_from_db()
    assert (finding.state, finding.closed_at, finding.closing_label) == ("open", None, "")
    assert acts() == ["raised", "closed", "reopened"]


def test_what_was_dismissed_stays_dismissed_and_is_seen(cast: Cast) -> None:
    finding = make_finding(SYSTEM, cast.risk_models)
    lena = cast.actor(cast.lena)
    services.dismiss_item(actor=lena, item=finding, reason="Public data", expected_version=1)

    again = make_finding(SYSTEM, cast.risk_models)

    assert again.state == ItemState.DISMISSED
    assert again.seen_at > finding.seen_at
    assert acts() == ["raised", "dismissed"]


def test_a_look_clears_only_what_it_looked_at(cast: Cast) -> None:
    make_finding(SYSTEM, cast.risk_models, "unencrypted")
    other = TrailRef("check", "check-9", "Check of another bucket")
    make_finding(SYSTEM, cast.risk_models, source=other)

    assert clear("public") == 0
    assert acts() == ["raised", "raised"]


def test_a_key_that_means_the_same_everywhere_is_cleared_everywhere(cast: Cast) -> None:
    other = TrailRef("check", "check-9", "Check of another bucket")
    make_finding(SYSTEM, cast.risk_models, source=other)
    make_finding(SYSTEM, cast.risk_models)
    make_finding(SYSTEM, cast.risk_models, "unencrypted")
    make_action(cast.actor(cast.sam), cast.risk_models)

    done = services.clear_everywhere(
        actor=SYSTEM, source_kind="check", keys=["public", ""], look=LATER
    )

    assert done == 2
    assert RemediationItem.objects.not_closed().count() == 2


def test_sam_plans_an_action_for_his_team(cast: Cast) -> None:
    due = clock.today() + dt.timedelta(days=7)

    action = make_action(cast.actor(cast.sam), cast.risk_models, owner=cast.lena, due=due)

    assert (action.kind, action.owner, action.owner_label) == ("action", cast.lena, "Lena")
    assert (action.source_kind, action.source_label) == ("user", "Sam")
    assert acts() == ["planned"]


def test_a_double_submit_plans_once(cast: Cast) -> None:
    sam, same = cast.actor(cast.sam), uuid.uuid4()

    first = make_action(sam, cast.risk_models, public_id=same)

    assert make_action(sam, cast.risk_models, public_id=same) == first
    assert acts() == ["planned"]


def test_the_same_thing_is_planned_once_while_it_is_open(cast: Cast) -> None:
    sam = cast.actor(cast.sam)
    make_action(sam, cast.risk_models, source=LOOK, key="public")

    with pytest.raises(DomainError, match="on the list already"):
        make_action(sam, cast.risk_models, source=LOOK, key="public")
    clear()
    make_action(sam, cast.risk_models, source=LOOK, key="public")

    assert acts() == ["planned", "closed", "planned"]


@pytest.mark.parametrize("person", ["mallory", "aya"])
def test_others_plan_nothing_for_a_team(cast: Cast, person: str) -> None:
    with pytest.raises((Refused, NotVisible)):
        make_action(cast.actor(getattr(cast, person)), cast.risk_models)

    assert acts() == []


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"why": "x" * 4001}, "why"),
        ({"due": dt.date(2020, 1, 1)}, "due"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    cast: Cast, values: dict[str, object], field: str
) -> None:
    with pytest.raises(DomainError) as refused:
        make_action(cast.actor(cast.sam), cast.risk_models, **values)  # type: ignore[arg-type]  # each case another field

    assert refused.value.field == field
    assert acts() == []


def test_an_owner_must_be_able_to_work_on_it(cast: Cast) -> None:
    with pytest.raises(DomainError) as refused:
        make_action(cast.actor(cast.sam), cast.risk_models, owner=cast.mallory)

    assert refused.value.field == "owner"


def test_a_new_owner_is_told_and_one_who_takes_it_is_not(cast: Cast) -> None:
    action, told = make_action(cast.actor(cast.sam), cast.risk_models), list[str]()
    lena = cast.actor(cast.lena)

    with hooks.assigned.registered(lambda actor, item: told.append(item.owner_label)):
        services.assign_item(actor=lena, item=action, owner=cast.sam, expected_version=1)
        services.assign_item(actor=lena, item=action, owner=cast.lena, expected_version=2)

    assert told == ["Sam"]
    assert acts() == ["planned", "assigned", "assigned"]


def test_whoever_starts_what_nobody_owns_owns_it(cast: Cast) -> None:
    sam, action = cast.actor(cast.sam), make_action(cast.actor(cast.lena), cast.risk_models)

    started = services.start_item(actor=sam, item=action)

    assert (started.state, started.owner) == (ItemState.IN_PROGRESS, cast.sam)
    with pytest.raises(DomainError, match="begun already"):
        services.start_item(actor=sam, item=action)
    assert acts() == ["planned", "started"]


def test_evidence_closes_and_is_named(cast: Cast) -> None:
    sam = cast.actor(cast.sam)
    action = make_action(sam, cast.risk_models)

    closed = services.close_item(actor=sam, item=action, evidence=REPORT, expected_version=1)

    assert (closed.closed_how, closed.closing_label) == (ClosedBy.EVIDENCE, "Penetration test")
    assert closed.closed_by == "Sam"
    event = TrailEvent.objects.get(action="remediation.item.closed")
    assert event.detail.body["proof"] == ["evidence", REPORT.id]


def test_closing_needs_words_or_evidence(cast: Cast) -> None:
    sam = cast.actor(cast.sam)
    action = make_action(sam, cast.risk_models)

    with pytest.raises(DomainError) as refused:
        services.close_item(actor=sam, item=action, note=" ", expected_version=1)
    assert refused.value.field == "note"
    closed = services.close_item(actor=sam, item=action, note="Done.", expected_version=1)
    assert (closed.closed_how, closed.closing_note) == (ClosedBy.NOTE, "Done.")
    with pytest.raises(Refused, match="Reopen it"):
        services.close_item(actor=sam, item=action, note="Again.", expected_version=2)


def test_only_leads_and_officers_dismiss(cast: Cast) -> None:
    action = make_action(cast.actor(cast.sam), cast.risk_models)
    entry = {"item": action, "reason": "Accepted", "expected_version": 1}

    with pytest.raises(Refused):
        services.dismiss_item(actor=cast.actor(cast.sam), **entry)  # type: ignore[arg-type]  # one entry for both
    dismissed = services.dismiss_item(actor=cast.actor(cast.cora), **entry)  # type: ignore[arg-type]  # one entry for both

    assert (dismissed.state, dismissed.closing_note) == (ItemState.DISMISSED, "Accepted")
    assert acts() == ["planned", "dismissed"]


def test_reopening_asks_why(cast: Cast) -> None:
    sam = cast.actor(cast.sam)
    made = make_action(sam, cast.risk_models)
    action = services.close_item(actor=sam, item=made, note="Done.", expected_version=1)

    services.reopen_item(actor=sam, item=action, reason="It broke again", expected_version=2)

    action.refresh_from_db()
    assert (action.state, action.closing_note) == (ItemState.OPEN, "")
    event = TrailEvent.objects.get(action="remediation.item.reopened")
    assert event.detail.body == {"was": "done", "reason": "It broke again"}


def test_a_second_writer_is_refused(cast: Cast) -> None:
    sam = cast.actor(cast.sam)
    action = make_action(sam, cast.risk_models)
    entry = {"why": "", "severity": Severity.LOW, "due": None, "expected_version": 1}
    services.edit_item(actor=sam, item=action, title="First", **entry)  # type: ignore[arg-type]  # one entry for both

    with pytest.raises(StaleEdit):
        services.edit_item(actor=sam, item=action, title="Second", **entry)  # type: ignore[arg-type]  # one entry for both

    action.refresh_from_db()
    assert (action.title, action.severity) == ("First", "low")
    changes = TrailEvent.objects.get(action="remediation.item.edited").detail.body["changes"]
    assert changes == {"title": ["Close the bucket", "First"], "severity": ["medium", "low"]}


def test_an_owner_who_goes_leaves_their_name(cast: Cast) -> None:
    action = make_action(cast.actor(cast.cora), cast.risk_models, owner=cast.sam)
    cast.sam.memberships.all().delete()
    cast.sam.delete()

    action.refresh_from_db()
    assert (action.owner, action.owner_label) == (None, "Sam")


def test_mallory_sees_only_what_belongs_to_the_organisation(cast: Cast) -> None:
    theirs = make_finding(SYSTEM, cast.risk_models)
    ours = services.plan_action(
        actor=cast.actor(cast.cora), target=cast.organization.trail_ref(), title="Write a policy"
    )
    mallory = cast.actor(cast.mallory)

    assert list(selectors.list_items(mallory)) == [ours]
    with pytest.raises(NotVisible):
        selectors.get_item(mallory, theirs.public_id)
    assert selectors.open_by_key(mallory, "check", ["public"]) == {}


def test_what_is_due_comes_first_and_what_is_closed_last(cast: Cast) -> None:
    cora, day = cast.actor(cast.cora), dt.timedelta(days=1)
    names = {"none": None, "later": clock.today() + 9 * day, "soon": clock.today() + day}
    made = {
        title: make_action(cora, cast.risk_models, title, due=due) for title, due in names.items()
    }
    gone = make_action(cora, cast.risk_models, "gone", due=clock.today())
    services.close_item(actor=cora, item=gone, note="Done.", expected_version=1)
    make_action(cora, cast.risk_models, "grave", severity=Severity.CRITICAL, due=made["soon"].due)

    titles = [item.title for item in selectors.list_items(cora)]

    assert titles == ["grave", "soon", "later", "none", "gone"]
