"""Forms of findings and actions: parsing only."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms

from apps.accounts.models import User
from apps.core.access import Actor
from apps.organizations.forms import offer_teams, team_field
from apps.trail.refs import TrailRef
from apps.ui.versioned_form import VersionedForm

from .models import Severity
from .permissions import PLAN
from .selectors import possible_owners


def _due() -> forms.DateField:
    return forms.DateField(
        label="Due",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d"),
        help_text="By when it is to be done. It comes first in the list as the day draws near.",
    )


def _owner() -> forms.ModelChoiceField[User]:
    return forms.ModelChoiceField(
        label="Owner",
        queryset=User.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label="Nobody yet",
        help_text="Who sees to it.",
    )


def _severity() -> forms.ChoiceField:
    return forms.ChoiceField(label="Severity", choices=Severity.choices, initial=Severity.MEDIUM)


def _title() -> forms.CharField:
    return forms.CharField(
        label="What is to be done",
        max_length=200,
        error_messages={"required": "Say what is to be done."},
    )


def _why() -> forms.CharField:
    return forms.CharField(
        label="Why",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What is wrong or missing, and how one sees that it is done.",
    )


class PlanForm(forms.Form):
    """An action about something that is known already, for the team it belongs to."""

    public_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    title = _title()
    why = _why()
    severity = _severity()
    owner = _owner()
    due = _due()

    def __init__(self, *args: Any, team_id: int | None, suggested: str = "", **kwargs: Any) -> None:
        """`suggested` is the name of who might own it, chosen when they may."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["owner"]
        field.queryset = possible_owners(team_id)
        if suggested:
            named = (person for person in field.queryset if str(person) == suggested)
            field.initial = next((person.public_id for person in named), None)


class NewActionForm(forms.Form):
    """An action of one's own: for a team, or for the organisation. Its owner is set afterwards."""

    public_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    title = _title()
    why = _why()
    team = team_field()
    severity = _severity()
    due = _due()

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_teams(self, actor, PLAN)


class EditForm(VersionedForm):
    """What it says, how severe it is, by when it is due."""

    title = _title()
    why = _why()
    severity = _severity()
    due = _due()


class AssignForm(VersionedForm):
    """Who sees to it."""

    owner = _owner()

    def __init__(self, *args: Any, team_id: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["owner"]
        field.queryset = possible_owners(team_id)


class CloseForm(VersionedForm):
    """What shows that it is done: evidence, a person's own words, or both."""

    note = forms.CharField(
        label="What was done", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    evidence = forms.ChoiceField(
        label="Evidence",
        required=False,
        help_text="A file or link that shows it. It counts for more than a note.",
    )

    def __init__(self, *args: Any, evidence: Sequence[TrailRef], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {ref.id: ref for ref in evidence}
        field: Any = self.fields["evidence"]
        field.choices = [("", "None"), *((ref.id, ref.label) for ref in evidence)]

    def chosen(self) -> TrailRef | None:
        """The evidence that was chosen, once the form is valid."""
        return self.offered.get(self.cleaned_data["evidence"])


class ReasonForm(VersionedForm):
    """Why; the page says what for."""

    reason = forms.CharField(
        label="Why",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say why."},
    )
