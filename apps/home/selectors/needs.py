"""What needs the reader, and the packs that move: one query over all of it.

Each source gives rows of the same columns, so that the database can join them into one answer:
`what`, public id, title, further words, a day, a number. Each costs nothing where it has no rows.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, TruncDate

from apps.accounts.models import User
from apps.assessments.models import (
    Assessment,
    AssessmentState,
    PipelineScore,
    QuestionReview,
    ReviewDecision,
    SectionAssignment,
)
from apps.catalogue.models import CatalogueVersion
from apps.core import clock
from apps.core.access import OrgRole, TeamRole
from apps.core.jobs import JobState
from apps.evidence.models import EXPIRES_SOON, Evidence
from apps.organizations.models import Invitation, Organization, OrganizationRole
from apps.packs.models import Pack
from apps.registry.models import Status
from apps.trail.models import TrailCheckpoint

from ..reader import Reader

# Prefixed, because a model may have a field of the same name.
_COLUMNS = ("n_what", "n_uid", "n_title", "n_more", "n_day", "n_number")
_EDITABLE = (AssessmentState.DRAFT, AssessmentState.CHANGES_REQUESTED)
_RECENT = dt.timedelta(days=7)
MOST = 40

Rows = QuerySet[Any, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One thing; what the columns hold depends on `what` (see the functions below)."""

    what: str
    uid: str
    title: str
    more: str
    day: dt.date | None
    number: int

    @property
    def public_id(self) -> uuid.UUID:
        return uuid.UUID(self.uid)


def rows_for(reader: Reader) -> list[Row]:
    """Everything dated that concerns the reader, soonest first, what has no day last."""
    parts = [
        _sections(reader),
        _asked_back(reader),
        _evidence(reader),
        _packs(reader),
        _second_factor(reader),
        _role_ends(reader),
        _catalogue(),
    ]
    # A part is dear to put together even where it finds nothing: only what can concern them.
    leads = bool(reader.teams_as(TeamRole.LEAD))
    if leads:
        parts += [_late(reader), _blockers(reader)]
    if leads or reader.actor.has_org_role(OrgRole.COMPLIANCE_OFFICER):
        parts.append(_to_review(reader))
    if reader.administers:
        parts += [_invitations(), _installation()]
    joined = (
        parts[0].union(*parts[1:], all=True).order_by(F("n_day").asc(nulls_last=True), "n_title")
    )
    return [_row(values) for values in joined[:MOST]]


def _row(values: tuple[Any, ...]) -> Row:
    what, uid, title, more, day, number = values
    found = dt.date.fromisoformat(day[:10]) if day else None
    return Row(what, str(uid), title, more, found, number)


def _words(expression: Any) -> Cast:
    return Cast(expression, CharField(max_length=400))


def _number(expression: Any) -> Cast:
    return Cast(expression, IntegerField())


_NO_DAY = _words(Value(None, CharField()))
_NO_WORDS = _words(Value(""))
_ZERO = _number(Value(0))


def _columns(
    rows: QuerySet[Any],
    what: Any,
    uid: Any,
    title: Any,
    *,
    more: Any = _NO_WORDS,
    day: Any = _NO_DAY,
    number: Any = _ZERO,
) -> Rows:
    what = _words(Value(what)) if isinstance(what, str) else what
    values = (what, _words(uid), _words(title), more, day, number)
    named = dict(zip(_COLUMNS, values, strict=True))
    found: Rows = rows.order_by().annotate(**named).values_list(*_COLUMNS)
    return found


def _mine(reader: Reader) -> int:
    """The reader's own key; a program has nothing of its own."""
    return reader.actor.user_id or 0


def _sections(reader: Reader) -> Rows:
    """Sections given to the reader: `more` is the section's key."""
    given = SectionAssignment.objects.filter(
        reader.of_team("assessment__pipeline__team"),
        person_id=_mine(reader),
        assessment__state__in=_EDITABLE,
    )
    return _columns(
        given,
        "section",
        "assessment__public_id",
        "assessment__pipeline__name",
        more=_words("section_key"),
        day=_words("due"),
    )


def _asked_back(reader: Reader) -> Rows:
    """Assessments given back to the reader's team: `number` questions, `more` the note."""
    open_questions = (
        QuestionReview.objects.filter(assessment=OuterRef("pk"), decision=ReviewDecision.ASKED_BACK)
        .filter(Q(revision__isnull=True) | Q(revision__current_of__isnull=False))
        .order_by()
        .values("assessment")
        .annotate(count=Count("pk"))
        .values("count")
    )
    concerned = Q(pipeline__team_id__in=reader.working_teams) | Q(submitted_by_id=_mine(reader))
    given_back = Assessment.objects.filter(
        concerned, reader.of_team("pipeline__team"), state=AssessmentState.CHANGES_REQUESTED
    )
    return _columns(
        given_back,
        "asked_back",
        "public_id",
        "pipeline__name",
        more=_words("decision_note"),
        day=_words(TruncDate("decided_at")),
        number=Coalesce(Subquery(open_questions, output_field=IntegerField()), 0),
    )


def _to_review(reader: Reader) -> Rows:
    """Submitted assessments that the reader may review: `more` is who submitted."""
    waiting = Assessment.objects.filter(
        reader.of_team("pipeline__team"), state=AssessmentState.SUBMITTED
    ).exclude(submitted_by_id=_mine(reader))
    if not reader.actor.has_org_role(OrgRole.COMPLIANCE_OFFICER):
        waiting = waiting.filter(pipeline__team_id__in=reader.teams_as(TeamRole.LEAD))
    return _columns(
        waiting,
        "review",
        "public_id",
        "pipeline__name",
        more=_words("submitted_by__name"),
        day=_words(TruncDate("submitted_at")),
    )


def _late(reader: Reader) -> Rows:
    """Open assessments of the reader's teams whose period is over."""
    late = Assessment.objects.filter(
        reader.of_team("pipeline__team"),
        state__in=_EDITABLE,
        period_end__lt=clock.today(),
        pipeline__team_id__in=reader.teams_as(TeamRole.LEAD),
    )
    return _columns(late, "late", "public_id", "pipeline__name", day=_words("period_end"))


def _blockers(reader: Reader) -> Rows:
    """Blocked pipelines of the teams that the reader leads: `more` is the newest assessment."""
    newest = Assessment.objects.filter(pipeline=OuterRef("pipeline")).order_by("-pk")
    blocked = PipelineScore.objects.filter(
        reader.of_team("pipeline__team"),
        regime="",
        blockers__gt=0,
        pipeline__status=Status.ACTIVE,
        pipeline__team_id__in=reader.teams_as(TeamRole.LEAD),
    )
    return _columns(
        blocked,
        "blockers",
        "pipeline__public_id",
        "pipeline__name",
        more=_words(Subquery(newest.values("public_id")[:1])),
        number=_number("blockers"),
    )


def _evidence(reader: Reader) -> Rows:
    """The reader's own evidence that has lapsed or soon will."""
    lapsing = Evidence.objects.filter(
        reader.of_team("team"),
        owner_id=_mine(reader),
        withdrawn_at__isnull=True,
        counts_until__lte=clock.today() + EXPIRES_SOON,
    )
    return _columns(lapsing, "evidence", "public_id", "title", day=_words("counts_until"))


def _packs(reader: Reader) -> Rows:
    """Packs being made, ready this week, or failed with no later one: `what` is pack_<state>.

    `more` is the step or the error, `number` the progress in per cent.
    """
    later = Pack.objects.filter(assessment=OuterRef("assessment"), pk__gt=OuterRef("pk"))
    fresh = Q(state=JobState.SUCCEEDED, finished_at__gte=clock.now() - _RECENT)
    moving = Q(state__in=[JobState.QUEUED, JobState.RUNNING])
    failed = Q(state=JobState.FAILED) & ~Exists(later)
    packs = (
        Pack.objects.all()
        .visible_to(reader.actor)
        .filter(fresh | moving | failed, reader.of_team("assessment__pipeline__team"))
    )
    return _columns(
        packs,
        _words(F("state")),
        "public_id",
        "assessment__pipeline__name",
        more=_words(Coalesce("error", "step", output_field=TextField())),
        day=_words(TruncDate("created_at")),
        number=_number("progress"),
    )


def _without_second_factor() -> QuerySet[User]:
    """People whose account only a password protects."""
    has_factor = Authenticator.objects.filter(user=OuterRef("pk")).exclude(
        type=Authenticator.Type.RECOVERY_CODES
    )
    return User.objects.filter(~Exists(has_factor), is_active=True)


def _second_factor(reader: Reader) -> Rows:
    """The reader, while they are one of them."""
    alone = _without_second_factor().filter(pk=_mine(reader))
    return _columns(alone, "second_factor", "public_id", "name")


def _role_ends(reader: Reader) -> Rows:
    """The reader's own roles that end on a date."""
    ending = OrganizationRole.objects.filter(user_id=_mine(reader), until__isnull=False)
    return _columns(ending, "role_ends", "public_id", "role", day=_words("until"))


def _invitations() -> Rows:
    """Invitations that nobody has accepted yet: `more` is the address."""
    waiting = Invitation.objects.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)
    return _columns(
        waiting,
        "invitation",
        "public_id",
        "name",
        more=_words("email"),
        day=_words(TruncDate("expires_at")),
    )


def _installation() -> Rows:
    """One row: `number` people without a second factor, `more` when the trail was last signed."""
    alone = _without_second_factor().order_by().annotate(one=Value(1)).values("one")
    signed = TrailCheckpoint.objects.order_by("-pk").values("at")[:1]
    return _columns(
        Organization.objects.all(),
        "installation",
        "public_id",
        "name",
        more=Coalesce(_words(Subquery(signed)), _NO_WORDS),
        number=Coalesce(Subquery(alone.annotate(n=Count("pk")).values("n")), 0),
    )


def _catalogue() -> Rows:
    """One row: the newest catalogue; `title` is its digest."""
    newest = CatalogueVersion.objects.order_by("-number").values("pk")[:1]
    rows = CatalogueVersion.objects.filter(pk=Subquery(newest))
    return _columns(rows, "catalogue", "public_id", "digest")
