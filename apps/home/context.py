"""Home put together: which parts a reader gets, and what is said above them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.dateparse import parse_datetime

from apps.catalogue.content_types import Catalogue
from apps.catalogue.models import CatalogueVersion
from apps.catalogue.selectors import catalogue_of
from apps.core import clock, heartbeat
from apps.core.access import check
from apps.core.words import date_words
from apps.organizations.permissions import MANAGE_PEOPLE
from apps.registry.models import Dataset
from apps.registry.permissions import CREATE

from .needs import SILENT_WORKER, Need, address, needs_of
from .reader import Lens, Reader
from .selectors.approved import Approved, approved_assessments
from .selectors.board import Board, Together, board, together
from .selectors.lapsing import LapsingEvidence, lapsing_evidence
from .selectors.needs import MOST, Row, rows_for
from .selectors.registrations import Registrations, registrations
from .selectors.week import this_week
from .words import Change

FIRST_NEEDS = 6
_CHECKPOINT_LATE = dt.timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Action:
    label: str
    icon: str
    url: str


@dataclass(frozen=True, slots=True)
class PackLine:
    """A pack that is being made or became ready this week."""

    title: str
    state: str
    step: str
    progress: int
    url: str


@dataclass(frozen=True, slots=True)
class Health:
    """How the installation is; `checkpoint` is when the trail was last signed."""

    worker_alive: bool
    worker_seen: dt.datetime | None
    checkpoint: dt.datetime | None
    without_factor: int

    @property
    def checkpoint_is_late(self) -> bool:
        return self.checkpoint is None or clock.now() - self.checkpoint > _CHECKPOINT_LATE


@dataclass(frozen=True, slots=True)
class Step:
    """One of the first steps; `is_next` is the one to take now."""

    title: str
    text: str
    action: Action | None
    is_done: bool
    is_next: bool


@dataclass(frozen=True, slots=True)
class Home:
    """Everything on the page. Parts that a reader does not get are None or empty."""

    lens: Lens
    subtitle: str
    action: Action | None
    needs: list[Need]
    board: Board
    together: list[Together]
    week: list[Change]
    packs: list[PackLine]
    lapsing: LapsingEvidence | None = None
    registrations: Registrations | None = None
    approved: list[Approved] = field(default_factory=list)
    health: Health | None = None
    steps: list[Step] = field(default_factory=list)

    @property
    def together_many(self) -> bool:
        """Whether there is a mean to speak of: more than one pipeline has a figure."""
        return any(law.pipelines > 1 for law in self.together)

    @property
    def first_needs(self) -> list[Need]:
        return self.needs[:FIRST_NEEDS]

    @property
    def more_needs(self) -> list[Need]:
        return self.needs[FIRST_NEEDS:]


def home_for(reader: Reader) -> Home:
    """Home as this reader gets it; eight or nine queries, whatever there is to show."""
    rows = rows_for(reader)
    catalogue = _catalogue(rows)
    names = _law_names(catalogue)
    health = _health(rows)
    needs, shown = needs_of(rows, catalogue), board(reader, names)
    if health is not None and not health.worker_alive:
        needs.insert(0, SILENT_WORKER)
    sums = together(reader, names) if any(line.figures for line in shown.lines) else []
    laws = {law.regime for law in sums} - {""}
    is_auditor = reader.lens is Lens.AUDITOR
    return Home(
        lens=reader.lens,
        subtitle=_subtitle(reader, needs, is_cut=len(rows) >= MOST),
        action=_action(reader, shown),
        needs=needs,
        board=shown,
        together=sums,
        week=this_week(reader),
        packs=_packs(rows),
        lapsing=None if is_auditor else lapsing_evidence(reader),
        registrations=registrations(reader, catalogue, laws) if reader.working_teams else None,
        approved=approved_assessments(reader) if is_auditor else [],
        health=health,
        steps=_steps(reader, shown),
    )


def _catalogue(rows: Sequence[Row]) -> Catalogue | None:
    """The newest catalogue, read by its digest without asking the database again."""
    digest = next((row.title for row in rows if row.what == "catalogue"), "")
    return catalogue_of(CatalogueVersion(digest=digest)) if digest else None


def _law_names(catalogue: Catalogue | None) -> dict[str, str]:
    return {key: each.short for key, each in catalogue.regimes.items()} if catalogue else {}


def _subtitle(reader: Reader, needs: Sequence[Need], *, is_cut: bool) -> str:
    """What waits, in one sentence; `is_cut` says that not everything was read."""
    if not needs:
        return "Nothing waits for you."
    over = sum(need.is_over for need in needs)
    more = "or more " if is_cut else ""
    count = "1 thing needs" if len(needs) == 1 else f"{len(needs)} {more}things need"
    if over:
        return f"{count} you, {over} of them overdue."
    days = [need.day for need in needs if need.day and not need.since]
    return f"{count} you, the first by {date_words(min(days))}." if days else f"{count} you."


def _action(reader: Reader, shown: Board) -> Action | None:
    """The one thing this reader most often comes to do."""
    if reader.lens is Lens.AUDITOR:
        return Action("Open the trail", "link", address("trail:events"))
    if reader.lens is Lens.ADMINISTRATOR and check(reader.actor, MANAGE_PEOPLE).allowed:
        return Action("Invite somebody", "user-plus", address("organizations:invite"))
    if not check(reader.actor, CREATE).allowed:
        return None
    if shown.total and reader.lens is not Lens.CONTRIBUTOR:
        return Action("Start an assessment", "clipboard-plus", address("assessments:start"))
    if shown.total:
        return Action("Register a dataset", "plus", address("registry:dataset_new"))
    return None


def _packs(rows: Sequence[Row]) -> list[PackLine]:
    return [
        PackLine(
            row.title,
            row.what,
            row.more,
            row.number,
            address("packs:pack", row.public_id),
        )
        for row in rows
        if row.what in {"queued", "running", "succeeded"}
    ]


def _health(rows: Sequence[Row]) -> Health | None:
    row = next((candidate for candidate in rows if candidate.what == "installation"), None)
    if row is None:
        return None
    signed = parse_datetime(row.more) if row.more else None
    if signed is not None and signed.tzinfo is None:
        signed = signed.replace(tzinfo=dt.UTC)
    return Health(heartbeat.worker_is_alive(), heartbeat.last_beat(), signed, row.number)


def _steps(reader: Reader, shown: Board) -> list[Step]:
    """What to do first, while nothing is assessed: pipeline, dataset, assessment."""
    if any(line.assessment_id for line in shown.lines) or not check(reader.actor, CREATE).allowed:
        return []
    has_data = bool(shown.total) and Dataset.objects.visible_to(reader.actor).exists()
    done = [bool(shown.total), has_data, False]
    texts = (
        (
            "Register a pipeline",
            "Name, team and purpose are enough. Its stages and facts can follow.",
            Action("Register a pipeline", "plus", address("registry:pipeline_new")),
        ),
        (
            "Register its dataset",
            "What it holds decides which questions are asked. Unknown is a fair answer.",
            Action("Register a dataset", "plus", address("registry:dataset_new")),
        ),
        (
            "Start an assessment",
            "Choose the laws and the period. What the registry knows is filled in already.",
            Action("Start an assessment", "clipboard-plus", address("assessments:start")),
        ),
    )
    current = done.index(False)
    return [
        Step(title, text, action, done[number], number == current)
        for number, (title, text, action) in enumerate(texts)
    ]
