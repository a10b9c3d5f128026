from __future__ import annotations

from django import forms

from apps.ui.statuses import words_of

from ..content_types import LIFECYCLE, ProvisionStatus, Verified

VERIFIED_WORDS = {
    Verified.OFFICIAL: "Text of the law read",
    Verified.QUOTATION: "Read in quotation",
    Verified.SECONDARY: "Other sources",
    Verified.UNVERIFIED: "Not verified",
}


def _any(words: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [("", "Any"), *words]


def _statuses() -> list[tuple[str, str]]:
    return _any(words_of(*(status.value for status in ProvisionStatus)))


class ProvisionFilter(forms.Form):
    """What a regime's page shows; the address keeps it."""

    q = forms.CharField(label="Search", required=False, max_length=100)
    status = forms.ChoiceField(
        label="Status",
        required=False,
        choices=_statuses,
    )
    verified = forms.ChoiceField(
        label="Text",
        required=False,
        choices=_any([(k.value, v) for k, v in VERIFIED_WORDS.items()]),
    )

    def chosen(self) -> dict[str, str]:
        """The valid filters, as keyword arguments of `reading.articles`."""
        self.full_clean()
        given = self.cleaned_data
        return {
            "text": given.get("q", ""),
            "status": given.get("status", ""),
            "verified": given.get("verified", ""),
        }


class ControlFilter(forms.Form):
    """What the list of controls shows; the address keeps it."""

    q = forms.CharField(label="Search", required=False, max_length=100)
    regime = forms.ChoiceField(label="Law", required=False)
    lifecycle = forms.ChoiceField(
        label="Stage",
        required=False,
        choices=_any([(stage, stage.capitalize()) for stage in LIFECYCLE]),
    )

    def __init__(self, data: object, *, regimes: list[tuple[str, str]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # the address
        self.fields["regime"] = forms.ChoiceField(
            label="Law", required=False, choices=_any(regimes)
        )

    def chosen(self) -> dict[str, str]:
        """The valid filters, as keyword arguments of `reading.control_groups`."""
        self.full_clean()
        given = self.cleaned_data
        return {
            "text": given.get("q", ""),
            "regime": given.get("regime", ""),
            "lifecycle": given.get("lifecycle", ""),
        }
