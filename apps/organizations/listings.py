"""The lists of people, teams and jobs: their columns on the page, in CSV and in JSON."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.accounts.models import User
from apps.ui.components.objects import status_badge
from apps.ui.components.tables import row_link
from apps.ui.components.words import person, relative, when
from apps.ui.guard import PageRequest
from apps.ui.listing import Column, Listing

from .filters import PeopleFilter
from .jobs import JobRow, rows_of
from .models import Team
from .selectors import list_invitations


def _roles_in_words(one: User) -> str:
    org = [role.get_role_display() for role in one.organization_roles.all()]
    teams = [f"{m.get_role_display()} of {m.team}" for m in one.memberships.all()]
    return "; ".join(org + teams)


def _state(one: User) -> SafeString:
    return status_badge("active") if one.is_active else status_badge("closed")


def _name(one: User) -> SafeString:
    address = reverse("organizations:person", args=[one.public_id])
    return row_link(address, person(one, one.email))


def _second_factor(one: Any) -> SafeString:
    if one.has_second_factor:
        return status_badge("active", label="Set up", glyph="shield-check")
    return status_badge("todo", label="None")


def _invitations(request: PageRequest) -> dict[str, Any]:
    return {"invitations": list_invitations(request.actor)}


PEOPLE = Listing(
    name="people",
    noun="people",
    template="organizations/people_list.html",
    filterset=PeopleFilter,
    beside=_invitations,
    columns=(
        Column(label="State", cell=_state),
        Column("name", label="Person", cell=_name),
        Column("e-mail", lambda one: one.email),
        Column("roles", _roles_in_words, "Roles", template="organizations/_roles_cell.html"),
        Column("second factor", lambda one: one.has_second_factor, "Second factor", _second_factor),
        Column("active", lambda one: one.is_active),
        Column(
            "last sign-in",
            lambda one: one.last_login or "never",
            "Last sign-in",
            lambda one: when(one.last_login, empty="Never"),
        ),
    ),
)


def _team(team: Team) -> SafeString:
    badge = status_badge("demo") if team.is_demo else ""
    return row_link(reverse("organizations:team", args=[team.public_id]), team, badge=badge)


TEAMS = Listing(
    name="teams",
    noun="teams",
    template="organizations/team_list.html",
    columns=(
        Column("team", str, "Team", _team),
        Column("people", lambda team: team.size, "People", numeric=True),
        Column("id", lambda team: team.public_id),
    ),
)


def _job_state(row: JobRow) -> SafeString:
    return status_badge(row.job.state)


def _job_page(row: JobRow) -> str:
    if row.url:
        return row_link(row.url, row.what, small=row.noun)
    return format_html("{}<small>{}</small>", row.what, row.noun)


def _progress(row: JobRow) -> str:
    if not row.job.step:
        return f"{row.job.progress} %"
    return format_html('{} % <small class="text-muted">{}</small>', row.job.progress, row.job.step)


def _ended(row: JobRow) -> str:
    return row.job.finished_at.isoformat() if row.job.finished_at else ""


JOBS = Listing(
    name="jobs",
    noun="jobs",
    template="organizations/job_list.html",
    page_rows=rows_of,
    file_rows=rows_of,
    columns=(
        Column("state", lambda row: row.job.get_state_display(), "State", _job_state),
        Column("kind", lambda row: row.noun),
        Column("what", lambda row: row.what, "Job", _job_page, names_row=True),
        Column(
            "asked by",
            lambda row: row.job.asked_by,
            "Asked by",
            lambda row: row.job.asked_by or "The installation",
        ),
        Column(
            "asked at",
            lambda row: row.job.created_at.isoformat(),
            "Asked",
            lambda row: relative(row.job.created_at),
        ),
        Column("ended at", _ended),
        Column("attempts", lambda row: row.job.attempts, "Attempts", numeric=True),
        Column("progress", lambda row: row.job.progress, "Progress", _progress, numeric=True),
        Column("error", lambda row: row.job.error, "Error", lambda row: row.job.error or "–"),
        Column("id", lambda row: row.job.public_id),
        Column(
            label="Queue again", template="organizations/_job_again_cell.html", label_hidden=True
        ),
    ),
)
