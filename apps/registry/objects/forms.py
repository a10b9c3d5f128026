"""Registering, editing, retiring and sharing: which teams and people are offered to whom."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

from apps.accounts.models import User
from apps.core.access import Actor
from apps.organizations.models import Team
from apps.ui.versioned_form import VersionedForm

from ..kinds import KINDS, Particulars
from ..models import RegisteredObject
from .selectors import possible_owners, teams_to_register_in


class ParticularsForm(forms.Form):
    """Name, team and purpose are mandatory; everything else may stay open."""

    name = forms.CharField(label="Name", max_length=160)
    team: Any = forms.ModelChoiceField(
        label="Team",
        queryset=Team.objects.none(),
        to_field_name="public_id",
        empty_label="Choose a team",
    )
    purpose = forms.CharField(
        label="Purpose", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    owner: Any = forms.ModelChoiceField(
        label="Owner",
        queryset=User.objects.none(),
        required=False,
        to_field_name="public_id",
        empty_label="Nobody yet",
        help_text="The person in the team who answers for it.",
    )
    description = forms.CharField(
        label="Description",
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        actor: Actor,
        kind: str,
        obj: RegisteredObject | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self._offer(actor, obj)
        self.fields["purpose"].help_text = KINDS[kind].purpose_hint
        if kind == "pipeline":
            self._add_code()

    def _offer(self, actor: Actor, obj: RegisteredObject | None) -> None:
        """Only teams in which the actor may register, and their people; the present ones stay."""
        teams = teams_to_register_in(actor)
        if obj is not None:
            teams = teams | Team.objects.filter(pk=obj.team_id)
        team: Any = self.fields["team"]
        owner: Any = self.fields["owner"]
        team.queryset = teams.distinct().order_by("name")
        pks = [row.pk for row in team.queryset]
        owner.queryset = possible_owners(*pks)
        if obj is not None and obj.owner_id:
            owner.queryset = owner.queryset | User.objects.filter(pk=obj.owner_id).distinct()
        if len(pks) == 1:
            team.initial = team.queryset[0].public_id
            team.empty_label = None

    def _add_code(self) -> None:
        self.fields["repository"] = forms.CharField(
            label="Repository", max_length=300, required=False, help_text="Where its code lives."
        )
        self.fields["commit"] = forms.CharField(
            label="Commit",
            max_length=64,
            required=False,
            help_text="The version of the code that runs now, 7 to 64 hexadecimal digits.",
        )

    def particulars(self) -> Particulars:
        names = KINDS[self.kind].particulars
        return Particulars(**{name: self.cleaned_data[name] for name in names})


class RegistrationForm(ParticularsForm):
    """A new object; the id it will have guards against a second submit."""

    public_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"public_id": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def more_fields(self) -> list[forms.BoundField]:
        """What may wait, folded below the three mandatory fields."""
        first = {"name", "team", "purpose", "public_id"}
        return [bound for bound in self if bound.name not in first]


class EditForm(ParticularsForm, VersionedForm):
    def __init__(self, *args: Any, obj: RegisteredObject, **kwargs: Any) -> None:
        present = KINDS[obj.kind].particulars_of(obj)
        kwargs["initial"] = {**present, "version": obj.lock_version}
        super().__init__(*args, obj=obj, **kwargs)


class RetireForm(VersionedForm):
    reason = forms.CharField(
        label="Reason", max_length=300, help_text="Kept in the history, for those who ask later."
    )
