"""Forms of people, teams and the organisation: parsing only; rules live in services."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet

from apps.accounts.models import User
from apps.core.access import Actor, Permission
from apps.core.jobs import JobState
from apps.ui.versioned_form import VersionedForm

from .jobs import job_kinds, job_noun
from .models import OrgRoleChoice, Team, TeamRoleChoice
from .selectors import teams_where

JOB_STATES = [("", "Any"), *JobState.choices]
_DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def reason_field() -> forms.CharField:
    """Why somebody is given something; asked wherever a role is given."""
    return forms.CharField(
        label="Reason",
        max_length=300,
        help_text="Why they need it. Reviews of access show it.",
    )


def team_field() -> forms.ModelChoiceField[Team]:
    """Whose something new will be; `offer_teams` says which teams there are to choose."""
    return forms.ModelChoiceField(
        label="Belongs to",
        queryset=Team.objects.none(),
        to_field_name="public_id",
        error_messages={"required": "Choose the team it belongs to."},
    )


def offer_teams(form: forms.Form, actor: Actor, declared: Permission) -> None:
    """Offer the teams for which the actor may do it, and the organisation where they may."""
    teams = teams_where(actor, declared)
    field: Any = form.fields["team"]
    field.queryset = teams
    if actor.has_org_role(*declared.org):
        field.required, field.empty_label = False, "The organisation"
    elif len(teams) == 1:
        field.initial, field.empty_label = teams[0].public_id, None


class InvitationForm(forms.Form):
    email = forms.EmailField(label="E-mail address", max_length=254)
    name = forms.CharField(label="Name", max_length=120)
    org_role = forms.ChoiceField(
        label="Role in the organisation",
        choices=[("", "None: only a team role"), *OrgRoleChoice.choices],
        required=False,
    )
    org_role_until = forms.DateField(
        label="Until", required=False, widget=_DATE, help_text="An auditor's access needs an end."
    )
    team = forms.ModelChoiceField(
        label="Team",
        queryset=Team.objects.all(),
        required=False,
        to_field_name="public_id",
        empty_label="None: only a role across the organisation",
    )
    team_role = forms.ChoiceField(
        label="Role in the team",
        choices=TeamRoleChoice.choices,
        required=False,
        initial=TeamRoleChoice.CONTRIBUTOR,
        help_text="A lead decides and shares, a contributor files and answers, a viewer reads.",
    )
    reason = reason_field()


class AcceptForm(forms.Form):
    name = forms.CharField(label="Your name", max_length=120)
    password = forms.CharField(
        label="Password",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 12 characters. A few unusual words are better than symbols.",
    )
    again = forms.CharField(
        label="Password again", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("password") != cleaned.get("again"):
            self.add_error("again", "The two passwords differ. Type the same one twice.")
        return cleaned


class RoleForm(forms.Form):
    role = forms.ChoiceField(label="Role", choices=[("", "Choose"), *OrgRoleChoice.choices])
    until = forms.DateField(label="Until", required=False, widget=_DATE)
    reason = reason_field()


class CloseForm(forms.Form):
    reason = forms.CharField(label="Reason", max_length=300)


class TeamForm(forms.Form):
    public_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    name = forms.CharField(label="Name of the team", max_length=120)


class MemberForm(forms.Form):
    person = forms.ModelChoiceField(
        label="Person",
        queryset=User.objects.none(),
        to_field_name="public_id",
        empty_label="Choose",
    )
    role = forms.ChoiceField(label="Role", choices=TeamRoleChoice.choices, initial="contributor")
    reason = reason_field()

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.queryset = people.filter(is_active=True)


class SignInForm(VersionedForm):
    name = forms.CharField(label="Name of the organisation", max_length=120)
    mfa_roles = forms.MultipleChoiceField(
        label="Roles that need a second factor",
        choices=[*OrgRoleChoice.choices, *TeamRoleChoice.choices],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="People in these roles are asked to set one up at their next page.",
    )


def _job_kinds() -> list[tuple[str, str]]:
    return [("", "Any"), *((key, job_noun(model)) for key, model in job_kinds().items())]


class JobFilter(forms.Form):
    """Filters of the list of jobs; a value that is none of the choices filters nothing."""

    state = forms.ChoiceField(label="State", choices=JOB_STATES, required=False)
    kind = forms.ChoiceField(label="Kind", choices=_job_kinds, required=False)

    def chosen(self) -> dict[str, str]:
        self.full_clean()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
