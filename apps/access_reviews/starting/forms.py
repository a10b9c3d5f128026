"""The one form that starts a review: what, who, until when; everything else is folded away."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

from apps.accounts.models import User
from apps.core.access import Actor
from apps.organizations.entitlements import Privilege
from apps.organizations.models import Team

from ..campaigns.plans import MOST_STAGES, CampaignPlan, StagePlan
from ..models import (
    CampaignTemplate,
    GroupBy,
    ReviewerRule,
    RevokeWhen,
    UndecidedRule,
    VoteStrategy,
)
from ..rules.scope import Only, PopulationScope
from .selectors import objects_to_review, people_to_review, teams_to_review

EVERYTHING, TEAM, OBJECT, PERSON = "everything", "team", "object", "person"
_ABOUT = (
    (EVERYTHING, "Everything"),
    (TEAM, "One team"),
    (OBJECT, "One dataset, model or pipeline"),
    (PERSON, "One person"),
)
_REPEATS = (("0", "No"), ("1", "Every month"), ("3", "Every quarter"), ("6", "Every half year"))
_FALLBACK = (
    "Nobody reviews their own access. Where this names nobody else, a lead of the team, a "
    "compliance officer or an administrator stands in: first who has no access there themselves."
)


def _choice(label: str, choices: Any, initial: str = "", **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, initial=initial, **more)


def _radios(label: str, choices: Any, initial: str, help_text: str = "") -> forms.ChoiceField:
    return _choice(label, choices, initial, widget=forms.RadioSelect, help_text=help_text)


def _people(label: str) -> forms.ModelMultipleChoiceField[User]:
    return forms.ModelMultipleChoiceField(
        label=label,
        queryset=User.objects.none(),
        to_field_name="public_id",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class StartForm(forms.Form):
    """Parses into a `CampaignPlan`; the service says what of it cannot be."""

    public_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    template = forms.ChoiceField(
        widget=forms.HiddenInput, choices=CampaignTemplate.choices, initial=CampaignTemplate.QUICK
    )
    about = _radios("What is reviewed", _ABOUT, EVERYTHING)
    team = forms.ModelChoiceField(
        label="Team",
        queryset=Team.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label="Choose",
    )
    object = _choice("Dataset, model or pipeline", (), required=False)
    person = forms.ModelChoiceField(
        label="Person",
        queryset=User.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label="Choose",
    )
    rule = _radios("Who reviews", ReviewerRule.choices, ReviewerRule.OWNER, _FALLBACK)
    named = _people("People who review")
    due = forms.DateField(label="Last day", widget=forms.DateInput(format="%Y-%m-%d"))
    name = forms.CharField(label="Name", max_length=160)
    different = forms.BooleanField(
        label="Only what is new, changed or risky since the last review of the same",
        required=False,
    )
    sensitive = forms.BooleanField(label="Only what reaches sensitive data", required=False)
    privileges = forms.MultipleChoiceField(
        label="Only these rights",
        choices=Privilege.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None chosen means every right.",
    )
    group_by = _radios(
        "Shown to reviewers",
        GroupBy.choices,
        GroupBy.OBJECT,
        "The lead of a person's own team always sees one person at a time.",
    )
    vote = _radios("Several reviewers", VoteStrategy.choices, VoteStrategy.ONE_DECIDES)
    rule2 = _choice("Second stage", (("", "None"), *ReviewerRule.choices), required=False)
    named2 = _people("People who review in the second stage")
    vote2 = _choice("Several reviewers in the second stage", VoteStrategy.choices, required=False)
    rule3 = _choice("Third stage", (("", "None"), *ReviewerRule.choices), required=False)
    named3 = _people("People who review in the third stage")
    vote3 = _choice("Several reviewers in the third stage", VoteStrategy.choices, required=False)
    undecided_rule = _radios("What nobody decides", UndecidedRule.choices, UndecidedRule.KEEP)
    revoke_when = _radios("What is revoked ends", RevokeWhen.choices, RevokeWhen.AT_CLOSE)
    measures_reviewers = forms.BooleanField(
        label="Keep figures about how carefully it was reviewed",
        required=False,
        initial=True,
        help_text="How fast, how much in bulk, whether details were opened. Only whoever runs the "
        "review sees them by name. Ask your works council where you have one.",
    )
    repeats = _choice("Comes again", _REPEATS, "0")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        self.whole = actor.sees_everything
        if not self.whole:
            fields["about"].choices = [pair for pair in _ABOUT if pair[0] != EVERYTHING]
            fields["about"].initial = TEAM
        fields["team"].queryset = teams_to_review(actor)
        offered = objects_to_review(actor)
        self.objects = {
            f"{obj.kind}:{obj.public_id}": obj for rows in offered.values() for obj in rows
        }
        fields["object"].choices = [("", "Choose")] + [
            (plural, [(f"{obj.kind}:{obj.public_id}", obj.name) for obj in rows])
            for plural, rows in offered.items()
            if rows
        ]
        for name in ("person", "named", "named2", "named3"):
            fields[name].queryset = people_to_review(actor)
        if not self.whole:
            self._begin_with_own_team()

    def _begin_with_own_team(self) -> None:
        """Whoever leads one team need not choose it."""
        field: Any = self.fields["team"]
        teams = list(field.queryset[:2])
        if len(teams) == 1:
            field.initial = teams[0].public_id

    def clean(self) -> dict[str, Any]:
        """What was chosen to be reviewed has to be named."""
        values = super().clean() or {}
        about = values.get("about", "")
        asks = {TEAM: "team", OBJECT: "object", PERSON: "person"}
        words = {"team": "Choose the team.", "object": "Choose what.", "person": "Choose whom."}
        wanted = asks.get(about)
        if wanted and not values.get(wanted) and wanted not in self.errors:
            self.add_error(wanted, words[wanted])
        if about == PERSON and not self.whole and not self._team(values):
            self.add_error("team", "Choose the team whose access is reviewed.")
        return values

    def _team(self, values: dict[str, Any]) -> Team | None:
        """The team whose review it is; nobody's but the organisation's for its own roles."""
        if values["about"] == OBJECT:
            return None if self.whole else self.objects[values["object"]].team
        if values["about"] == TEAM or not self.whole:
            own: Any = self.fields["team"]
            chosen: Team | None = (
                values.get("team") or own.queryset.filter(public_id=own.initial).first()
            )
            return chosen
        return None

    def plan(self) -> CampaignPlan:
        """What was chosen, as a plan."""
        values = self.cleaned_data
        team = self._team(values)
        stages = tuple(self._stages())
        by_person = any(stage.rule == ReviewerRule.MANAGER for stage in stages)
        return CampaignPlan(
            name=values["name"],
            due=values["due"],
            scope=self._scope(team),
            stages=stages,
            template=CampaignTemplate(values["template"]),
            team=team,
            group_by=GroupBy.PERSON if by_person else GroupBy(values["group_by"]),
            undecided_rule=UndecidedRule(values["undecided_rule"]),
            revoke_when=RevokeWhen(values["revoke_when"]),
            measures_reviewers=values["measures_reviewers"],
            repeats_every_months=int(values["repeats"]),
        )

    def _scope(self, team: Team | None) -> PopulationScope:
        values = self.cleaned_data
        chosen = self.objects[values["object"]] if values["about"] == OBJECT else None
        return PopulationScope(
            teams=(team.pk,) if team else (),
            objects=((chosen.kind, chosen.pk),) if chosen else (),
            privileges=tuple(values["privileges"]),
            person=values["person"].pk if values["about"] == PERSON else 0,
            sensitive=values["sensitive"],
            only=Only.DIFFERENT if values["different"] else Only.ALL,
        )

    def _stages(self) -> list[StagePlan]:
        found = []
        for number in range(1, MOST_STAGES + 1):
            end = "" if number == 1 else str(number)
            rule = self.cleaned_data[f"rule{end}"]
            if rule:
                vote = self.cleaned_data[f"vote{end}"] or VoteStrategy.ONE_DECIDES
                named = tuple(self.cleaned_data[f"named{end}"])
                found.append(StagePlan(ReviewerRule(rule), VoteStrategy(vote), named))
        return found
