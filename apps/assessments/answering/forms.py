"""Forms of one question: the answer, a comment."""

from __future__ import annotations

import uuid

from django import forms

from ..engine.questionnaire import Asked, Reply
from .entries import AnswerInput
from .values import current_value, is_value, read_value

_TEXT = {"rows": 3, "class": "form-control"}


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
    seen = forms.CharField(required=False)
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
        if not is_value(value):
            raise forms.ValidationError("Choose one of the answers of this question.")
        return value

    @property
    def chosen(self) -> str:
        return str(self["reply"].value() or "")

    def entry(self) -> AnswerInput:
        """What was entered."""
        reply, name = read_value(self.cleaned_data["reply"])
        return AnswerInput(
            reply,
            option=name if reply is Reply.ANSWERED else "",
            note=self.cleaned_data["note"],
            justification=self.cleaned_data["justification"],
            case=name if reply is Reply.NOT_APPLICABLE else "",
        )


class CommentForm(forms.Form):
    """A remark; `public_id` makes a double submit find the first."""

    public_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    text = forms.CharField(
        label="Comment",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Write a comment first."},
    )
