"""A load takes the place of the last list as a whole, or leaves it as it was."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine

from apps.access_reviews.campaigns.closing import close_campaign
from apps.access_reviews.models import (
    Entitlement,
    Load,
    LoadProblem,
    LoadRow,
    Remedy,
    ReviewItem,
    Source,
    Verdict,
)
from apps.access_reviews.rules.scope import PopulationScope
from apps.access_reviews.sources.loading import run_load
from apps.access_reviews.sources.services import (
    SourcePlan,
    accept_shrunk,
    add_source,
    confirm_load,
    edit_source,
    set_mapping,
    try_load,
)
from apps.core import clock, vault
from apps.core.access import Actor
from apps.core.errors import DomainError, NotVisible, Refused, StaleEdit
from apps.core.jobs import JobState, TakenOver
from apps.remediation.models import RemediationItem
from apps.trail.models import TrailEvent
from tests.cast import Cast
from tests.factories.access_reviews import open_campaign, say
from tests.factories.access_sources import done, loaded, make_source, tried
from tests.factories.registry import make_dataset

SAM = ("sam@example.org", "SELECT", "Loans", "Model work", "")
LENA = ("lena@example.org", "owner", "Loans", "", "")
ETL = ("etl_job", "write", "Loans raw", "", "")
MANY = [(f"user{n}@example.org", "read", "Loans", "", "") for n in range(30)]


@pytest.fixture
def cora(cast: Cast) -> Actor:
    make_dataset(cast.risk_models, "Loans")
    return cast.actor(cast.cora)


@pytest.fixture
def source(cora: Actor) -> Source:
    return make_source(cora)


def present(source: Source) -> set[tuple[str, str]]:
    rows = Entitlement.objects.filter(source=source).present()
    return set(rows.values_list("principal", "privilege"))


def counts(load: Load) -> dict[str, int]:
    names = ("row", "new", "changed", "gone", "bad", "orphan")
    return {name: getattr(load, f"{name}_count") for name in names}


def test_a_dry_run_counts_and_keeps_nothing(cast: Cast, cora: Actor, source: Source) -> None:
    load = tried(cora, source, [SAM, LENA, ETL, SAM, ("x", "frob", "Loans", "", "")])

    assert load.state == JobState.SUCCEEDED, load.error
    assert counts(load) == {"row": 3, "new": 3, "changed": 0, "gone": 0, "bad": 2, "orphan": 1}
    assert not Entitlement.objects.exists() and not LoadRow.objects.exists()
    assert list(load.problems.values_list("row", "column")) == [
        (5, "Who has it"),
        (6, "What it allows"),
    ]


def test_a_load_keeps_what_the_dry_run_showed(cast: Cast, cora: Actor, source: Source) -> None:
    load = loaded(cora, source, [SAM, LENA, ETL])

    assert load.state == JobState.SUCCEEDED, load.error
    assert present(source) == {
        ("sam@example.org", "read"),
        ("lena@example.org", "administer"),
        ("etl_job", "write"),
    }
    sam = Entitlement.objects.get(user=cast.sam)
    assert (sam.object_kind, sam.why, sam.first_seen) == ("dataset", "Model work", load)
    orphan = Entitlement.objects.get(user=None)
    assert (orphan.object_pk, orphan.object_label) == (0, "Loans raw")
    event = TrailEvent.objects.get(action="access_reviews.source.loaded")
    assert event.detail.body["new_count"] == 3


def test_the_next_list_tells_new_changed_and_gone(cora: Actor, source: Source) -> None:
    first = loaded(cora, source, [SAM, LENA])

    second = loaded(cora, source, [(*SAM[:3], "Other work", ""), ETL])

    assert counts(second) | {"row": 2} == {
        "row": 2,
        "new": 1,
        "changed": 1,
        "gone": 1,
        "bad": 0,
        "orphan": 1,
    }
    gone = Entitlement.objects.get(principal="lena@example.org")
    assert gone.gone_at is not None and gone.last_seen == first
    sam = Entitlement.objects.get(principal="sam@example.org")
    assert (sam.first_seen, sam.last_seen, sam.why) == (first, second, "Other work")


def test_what_comes_back_is_the_same_row(cora: Actor, source: Source) -> None:
    first = loaded(cora, source, [SAM, LENA])
    loaded(cora, source, [SAM])
    third = loaded(cora, source, [SAM, LENA])

    lena = Entitlement.objects.get(principal="lena@example.org")
    assert (lena.gone_at, lena.first_seen, lena.last_seen) == (None, first, third)
    assert third.new_count == 1


def test_the_same_list_changes_nothing_and_has_the_same_digest(cora: Actor, source: Source) -> None:
    first, second = loaded(cora, source, [SAM, LENA]), loaded(cora, source, [LENA, SAM])

    assert counts(second) | {"row": 2, "orphan": 0} == dict.fromkeys(counts(second), 0) | {"row": 2}
    assert first.digest == second.digest != ""


# ---- Whole or not at all ------------------------------------------------------------------------
def test_a_worker_that_lost_the_job_leaves_the_last_list(cora: Actor, source: Source) -> None:
    loaded(cora, source, [SAM, LENA])
    real = confirm_load(actor=cora, load=tried(cora, source, [ETL, SAM]))
    slow = Load.claim(real.public_id)
    assert slow is not None
    with time_machine.travel(clock.now() + dt.timedelta(minutes=5)):
        other = Load.claim(real.public_id)
        assert other is not None
        with pytest.raises(TakenOver):
            run_load(slow)
        assert {who for who, _ in present(source)} == {"sam@example.org", "lena@example.org"}
        run_load(other)

    assert {who for who, _ in present(source)} == {"sam@example.org", "etl_job"}
    assert not LoadRow.objects.exists()


def test_what_a_dead_worker_wrote_is_thrown_away(cora: Actor, source: Source) -> None:
    real = confirm_load(actor=cora, load=tried(cora, source, [SAM]))
    values = {"key": "k", "principal": "ghost", "principal_kind": "person"}
    LoadRow.objects.create(load=real, object_label="x", privilege="read", **values)
    LoadProblem.objects.create(load=real, row=9, message="old")

    done(real)

    assert present(source) == {("sam@example.org", "read")}
    assert not LoadRow.objects.exists() and not real.problems.exists()


def test_two_loads_at_once_are_refused(cora: Actor, source: Source) -> None:
    trial = tried(cora, source, [SAM])
    Load.objects.create(source=source, dry_run=False)
    trial.pk += 10  # as if it had been newer
    with pytest.raises(DomainError, match="being loaded"):
        confirm_load(actor=cora, load=trial)


# ---- The question -------------------------------------------------------------------------------
def test_a_far_shorter_list_stops_and_asks(cast: Cast, cora: Actor, source: Source) -> None:
    loaded(cora, source, MANY)
    trial = tried(cora, source, MANY[:3])
    assert "the last one held 30" in trial.question

    with pytest.raises(DomainError, match="why the shorter list"):
        confirm_load(actor=cora, load=trial)
    load = done(confirm_load(actor=cora, load=trial, reason="The project ended"))

    assert load.state == JobState.SUCCEEDED
    assert (len(present(source)), load.gone_count) == (3, 27)
    event = TrailEvent.objects.get(action="access_reviews.source.shrink_accepted")
    assert event.actor_label == "Cora"
    assert event.detail.body["reason"] == "The project ended"


@pytest.mark.parametrize("rows", [0, 3])
def test_a_load_that_shrank_unasked_stops_until_somebody_answers(
    cora: Actor, source: Source, rows: int
) -> None:
    loaded(cora, source, MANY)
    trial = tried(cora, source, MANY[:rows])
    real = Load.objects.create(source=source, stored_as=trial.stored_as)

    done(real)
    assert (real.state, real.error == real.question != "") == (JobState.FAILED, True)
    assert len(present(source)) == 30

    done(accept_shrunk(actor=cora, load=real, reason="Yes, checked with the owner"))
    real.refresh_from_db()
    assert (real.state, real.error) == (JobState.SUCCEEDED, "")
    assert len(present(source)) == rows
    with pytest.raises(DomainError, match="asks nothing"):
        accept_shrunk(actor=cora, load=real, reason="Again")


# ---- What reviews asked for ---------------------------------------------------------------------
def revoked(cast: Cast, source: Source) -> ReviewItem:
    """Sam's access, revoked in a review that is closed."""
    cora = cast.actor(cast.cora)
    scope = PopulationScope(sources=(str(source.public_id),))
    campaign = open_campaign(cora, scope=scope)
    item = campaign.items.select_related("campaign").get(user=cast.sam)
    say(cast.actor(cast.lena), item, Verdict.REVOKE)
    close_campaign(actor=cora, campaign=campaign)
    item.refresh_from_db()
    return item


def test_what_was_asked_for_is_seen_to_be_gone_and_its_action_closes(
    cast: Cast, cora: Actor, source: Source
) -> None:
    loaded(cora, source, [SAM, LENA])
    item = revoked(cast, source)
    assert item.remedy == Remedy.ASKED
    action = RemediationItem.objects.get(kind="action")

    loaded(cora, source, [SAM, LENA, ETL])
    action.refresh_from_db()
    assert not action.is_closed
    loaded(cora, source, [LENA, ETL])

    item.refresh_from_db()
    action.refresh_from_db()
    assert (item.remedy, action.state) == (Remedy.GONE, "done")


def test_revoked_access_that_is_back_raises_a_finding(
    cast: Cast, cora: Actor, source: Source
) -> None:
    loaded(cora, source, [SAM, LENA])
    revoked(cast, source)
    loaded(cora, source, [LENA])
    assert not RemediationItem.objects.filter(kind="finding", source_kind="access_source").exists()

    loaded(cora, source, [SAM, LENA])
    finding = RemediationItem.objects.get(source_kind="access_source")
    assert "Revoked access is back: sam@example.org has read on Loans" in finding.title
    loaded(cora, source, [SAM, LENA])
    assert RemediationItem.objects.filter(source_kind="access_source").count() == 1
    loaded(cora, source, [LENA])
    finding.refresh_from_db()
    assert finding.is_closed


# ---- Sources ------------------------------------------------------------------------------------
def test_rules_of_a_source_are_followed(cast: Cast, cora: Actor) -> None:
    source = make_source(
        cora,
        patterns="corp\\* = *@example.org",
        external="partner.example",
        privileges="PEEK = read",
        objects="dwh.loans = Loans",
        shared="svc-*",
    )
    loaded(
        cora,
        source,
        [
            ("CORP\\sam", "peek", "DWH.loans", "", ""),
            ("a@partner.example", "read", "Loans", "", ""),
        ],
    )

    sam = Entitlement.objects.get(user=cast.sam)
    assert (sam.privilege, sam.object_kind) == ("read", "dataset")
    assert Entitlement.objects.get(user=None).principal_kind == "external"
    assert source.matching["shared"]


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "Warehouse"}, "name"),
        ({"patterns": "no sign"}, "patterns"),
        ({"patterns": "a = b"}, "patterns"),
        ({"external": "not a domain"}, "external"),
        ({"privileges": "x = fly"}, "privileges"),
        ({"objects": "x"}, "objects"),
    ],
)
def test_what_is_wrong_with_a_source_is_said_at_its_field(
    cora: Actor, source: Source, plan: dict[str, Any], field: str
) -> None:
    with pytest.raises(DomainError) as caught:
        add_source(actor=cora, plan=SourcePlan(**({"name": "New"} | plan)))
    assert caught.value.field == field


def test_a_source_is_changed_by_one_at_a_time(cora: Actor, source: Source) -> None:
    plan = SourcePlan(name="DWH", secret="postgresql://reader:hunter2@db/dwh")
    changed = edit_source(actor=cora, source=source, plan=plan, expected_version=1)

    assert b"hunter2" not in bytes(changed.secret)
    assert vault.decrypt_text(bytes(changed.secret)).endswith("@db/dwh")
    event = TrailEvent.objects.filter(action="access_reviews.source.edited").latest("pk")
    assert "hunter2" not in str(event.detail.body)
    with pytest.raises(StaleEdit):
        edit_source(actor=cora, source=source, plan=plan, expected_version=1)


def test_a_mapping_must_fit_the_file(cora: Actor, source: Source) -> None:
    tried(cora, source, [SAM])
    mapping = {"principal": "user", "privilege": "permission", "object": "nowhere"}
    with pytest.raises(DomainError, match="no column “nowhere”"):
        set_mapping(
            actor=cora, source=source, mapping=mapping, expected_version=source.lock_version
        )


@pytest.mark.parametrize("person", ["olga", "cora", "lena", "sam", "aya", "mallory"])
def test_the_office_alone_changes_sources(cast: Cast, source: Source, person: str) -> None:
    actor = cast.actor(cast.people()[person])
    if person in {"olga", "cora"}:
        with pytest.raises(DomainError, match="Choose a file"):
            try_load(actor=actor, source=source)
    else:
        with pytest.raises((Refused, NotVisible)):
            try_load(actor=actor, source=source)
