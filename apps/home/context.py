"""Home put together: which parts a reader gets, and what is said above them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from apps.catalogue.content_types import Catalogue
from apps.catalogue.models import CatalogueVersion
from apps.catalogue.selectors import catalogue_of
from apps.core.access import check
from apps.core.words import date_words
from apps.organizations.permissions import MANAGE_PEOPLE
from apps.registry.models import Dataset
from apps.registry.permissions import CREATE
from apps.ui.home_sources import Need

from .collected import MOST_NEEDS, ShownPanel, needs_of, panels_of
from .reader import Lens, Reader
from .selectors.approved import Approved, approved_assessments
from .selectors.board import Board, Together, board, together
from .selectors.registrations import Registrations, registrations
from .selectors.week import this_week
from .words import Change

FIRST_NEEDS = 6


@dataclass(frozen=True, slots=True)
class Button:
    """A step to take from home: its word, its icon, and where it leads."""

    label: str
    icon: str
    url: str


@dataclass(frozen=True, slots=True)
class Step:
    """One of the first steps; `is_next` is the one to take now."""

    title: str
    text: str
    action: Button | None
    is_done: bool
    is_next: bool


@dataclass(frozen=True, slots=True)
class Home:
    """Everything on the page. Parts that a reader does not get are None or empty."""

    lens: Lens
    subtitle: str
    action: Button | None
    needs: list[Need]
    board: Board
    together: list[Together]
    week: list[Change]
    panels: list[ShownPanel]
    registrations: Registrations | None = None
    approved: list[Approved] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    @property
    def first_needs(self) -> list[Need]:
        return self.needs[:FIRST_NEEDS]

    @property
    def more_needs(self) -> list[Need]:
        return self.needs[FIRST_NEEDS:]


def home_for(reader: Reader) -> Home:
    """Home as this reader gets it; as many queries for one pipeline as for a thousand."""
    catalogue = _catalogue()
    names = _law_names(catalogue)
    needs, shown, week = needs_of(reader), board(reader, names), this_week(reader)
    sums = together(reader, names)
    laws = {law.regime for law in sums} - {""}
    return Home(
        lens=reader.lens,
        subtitle=_subtitle(needs),
        action=_action(reader, shown),
        needs=needs,
        board=shown,
        together=sums,
        week=week,
        panels=sorted(
            [*panels_of(reader), *_own_panels(sums, week)], key=lambda panel: panel.order
        ),
        registrations=registrations(reader, catalogue, laws) if reader.working_teams else None,
        approved=approved_assessments(reader) if reader.lens is Lens.AUDITOR else [],
        steps=_steps(reader, shown),
    )


def _catalogue() -> Catalogue | None:
    """The newest catalogue, if one is loaded yet."""
    version = CatalogueVersion.objects.first()
    return catalogue_of(version) if version else None


def _law_names(catalogue: Catalogue | None) -> dict[str, str]:
    return {key: regime.short for key, regime in catalogue.regimes.items()} if catalogue else {}


def _own_panels(sums: Sequence[Together], week: Sequence[Change]) -> Iterator[ShownPanel]:
    """There is a mean to speak of as soon as more than one pipeline has a figure."""
    if any(law.pipelines > 1 for law in sums):
        yield ShownPanel(20, "together", "home/_together.html", sums)
    if week:
        yield ShownPanel(50, "week", "home/_week.html", week)


def _subtitle(needs: Sequence[Need]) -> str:
    """What waits, in one sentence."""
    if not needs:
        return "Nothing waits for you."
    over = sum(need.is_over for need in needs)
    more = "or more " if len(needs) >= MOST_NEEDS else ""
    count = "1 thing needs" if len(needs) == 1 else f"{len(needs)} {more}things need"
    if over:
        return f"{count} you, {over} of them overdue."
    days = [need.day for need in needs if need.day and not need.since]
    return f"{count} you, the first by {date_words(min(days))}." if days else f"{count} you."


def _action(reader: Reader, shown: Board) -> Button | None:
    """The one thing this reader most often comes to do."""
    if reader.lens is Lens.AUDITOR:
        return Button("Open the trail", "link", reverse("trail:events"))
    if reader.lens is Lens.ADMINISTRATOR and check(reader.actor, MANAGE_PEOPLE).allowed:
        return Button("Invite somebody", "user-plus", reverse("organizations:invite"))
    if not check(reader.actor, CREATE).allowed:
        return None
    if shown.total and reader.lens is not Lens.CONTRIBUTOR:
        return Button("Start an assessment", "clipboard-plus", reverse("assessments:start"))
    if shown.total:
        return Button("Register a dataset", "plus", reverse("registry:dataset_new"))
    return None


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
            Button("Register a pipeline", "plus", reverse("registry:pipeline_new")),
        ),
        (
            "Register its dataset",
            "What it holds decides which questions are asked. Unknown is a fair answer.",
            Button("Register a dataset", "plus", reverse("registry:dataset_new")),
        ),
        (
            "Start an assessment",
            "Choose the laws and the period. What the registry knows is filled in already.",
            Button("Start an assessment", "clipboard-plus", reverse("assessments:start")),
        ),
    )
    current = done.index(False)
    return [
        Step(title, text, action, done[number], number == current)
        for number, (title, text, action) in enumerate(texts)
    ]
