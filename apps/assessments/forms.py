"""Forms of assessments: parsing only; the rules live in services."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from apps.accounts.models import User
from apps.core import clock
from apps.evidence.forms import ContentForm, owner_field

from .models import Assessment
from .pages.questions import ANSWER, DONT_KNOW, NOT_APPLICABLE, current_value, read_value
from .pages.starting import CUSTOM, preset_periods
from .questionnaire import Asked
from .services import Entry

_DATE = {"type": "date"}
_FOLDED = ("counts_until", "owner")
_TEXT = {"rows": 3, "class": "form-control"}


class StartForm(forms.Form):
    """Which laws, which period; `public_id` makes a double submit find the first."""

    public_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    regimes = forms.MultipleChoiceField(
        label="Laws",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one law."},
    )
    period = forms.ChoiceField(
        label="Period", widget=forms.RadioSelect(attrs={"class": "form-check-input"})
    )
    period_start = forms.DateField(
        label="From", required=False, widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d")
    )
    period_end = forms.DateField(
        label="To", required=False, widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, regimes: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.periods = {each.key: each for each in preset_periods(clock.today())}
        laws: Any = self.fields["regimes"]
        laws.choices = regimes
        period: Any = self.fields["period"]
        period.choices = [
            *((key, each.label) for key, each in self.periods.items()),
            (CUSTOM, "Other dates"),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = self.periods.get(cleaned.get("period", ""))
        if chosen is not None:
            cleaned["period_start"], cleaned["period_end"] = chosen.start, chosen.end
            return cleaned
        if cleaned.get("period") == CUSTOM:
            for name in ("period_start", "period_end"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, "Choose a date.")
        return cleaned

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        names = ("public_id", "regimes", "period_start", "period_end")
        return {name: self.cleaned_data[name] for name in names}


class AnswerForm(forms.Form):
    """One answer. `expected` is the revision the person saw, 0 when there was none."""

    reply = forms.CharField(
        label="Answer",
        error_messages={"required": "Choose an answer. “I don't know” is one of them."},
    )
    justification = forms.CharField(
        label="Because", required=False, widget=forms.Textarea(attrs=_TEXT)
    )
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea(attrs=_TEXT))
    expected = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    go = forms.CharField(required=False)

    @classmethod
    def of(cls, item: Asked, revision: int) -> AnswerForm:
        """The form as it opens: the answer that counts now."""
        given = item.given
        initial = {
            "reply": current_value(item),
            "note": given.note if given else "",
            "justification": given.justification if given else "",
            "expected": revision,
        }
        return cls(initial=initial)

    def clean_reply(self) -> str:
        """The reply as `read_value` reads it; whether the option is offered, the service knows."""
        value: str = self.cleaned_data["reply"]
        if value not in {DONT_KNOW, NOT_APPLICABLE} and not value.startswith(ANSWER):
            raise forms.ValidationError("Choose one of the answers of this question.")
        return value

    @property
    def chosen(self) -> str:
        return str(self["reply"].value() or "")

    def entry(self) -> Entry:
        """What was entered."""
        reply, option = read_value(self.cleaned_data["reply"])
        return Entry(reply, option, self.cleaned_data["note"], self.cleaned_data["justification"])


class AssignForm(forms.Form):
    """Who answers a section, by when."""

    person = forms.ModelChoiceField(
        label="Person",
        queryset=User.objects.none(),
        to_field_name="public_id",
        empty_label="Choose",
    )
    due = forms.DateField(
        label="By", required=False, widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.queryset = people


class SubmitForm(forms.Form):
    """Handing in: the version the person looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, assessment: Assessment) -> SubmitForm:
        return cls(initial={"version": assessment.lock_version})


class EvidenceForm(ContentForm):
    """Something new that backs an answer; `owners` are the people who could renew it."""

    public_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    title = forms.CharField(
        label="Title", max_length=200, help_text="What it shows, as a reader would look for it."
    )
    owner = owner_field("You")

    field_order = ("title", "file", "url", "counts_until", "owner")

    def __init__(self, *args: Any, owners: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["owner"]
        field.queryset = owners

    @property
    def has_more(self) -> bool:
        """Whether owner or date were filled in or are wrong, so that they show unfolded."""
        return any(self[name].value() or self[name].errors for name in _FOLDED)


class CommentForm(forms.Form):
    """A remark; `public_id` makes a double submit find the first."""

    public_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    text = forms.CharField(
        label="Comment",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Write a comment first."},
    )


class DecideForm(forms.Form):
    """A reviewer's decision on one answer."""

    decision = forms.ChoiceField(choices=[("approve", "Approve"), ("ask_back", "Ask back")])
    text = forms.CharField(required=False)


class CloseForm(forms.Form):
    """A reviewer's decision on the whole assessment."""

    decision = forms.ChoiceField(
        choices=[("approve", "Approve and freeze"), ("changes", "Request changes")],
        widget=forms.HiddenInput,
    )
    note = forms.CharField(
        label="Note",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kept with the decision and printed in the pack.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, assessment: Assessment) -> CloseForm:
        return cls(initial={"version": assessment.lock_version})


class AsOfForm(forms.Form):
    """A day of the past."""

    on = forms.DateField(label="As of", widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d"))

    def clean_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["on"]
        if day > clock.today():
            raise forms.ValidationError("Choose a day that has begun.")
        return day

    def moment(self) -> dt.datetime:
        """The last moment of that day, or now when the day is today."""
        day: dt.date = self.cleaned_data["on"]
        end = dt.datetime.combine(day, dt.time.max, tzinfo=timezone.get_current_timezone())
        return min(end, clock.now())
