"""One form with every kind of field, filled in once rightly and once wrongly."""

from __future__ import annotations

from django import forms

THREE_VALUES = [("yes", "Yes"), ("no", "No"), ("", "Unknown")]
SUBJECTS = [("patients", "Patients"), ("customers", "Customers"), ("employees", "Employees")]
BASES = [
    ("", "Choose a basis"),
    ("consent", "Consent"),
    ("contract", "Contract"),
    ("legal_obligation", "Legal obligation"),
]


class SpecimenForm(forms.Form):
    """Every widget the field tag knows."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(max_length=80, help_text="As people call it. You can change it later.")
    purpose = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}))
    personal = forms.ChoiceField(
        choices=THREE_VALUES,
        widget=forms.RadioSelect,
        required=False,
        label="Holds personal data",
        help_text="Anything that relates to a living person, also without a name.",
    )
    basis = forms.ChoiceField(choices=BASES, required=False, label="Lawful basis")
    role = forms.ChoiceField(
        choices=[("lead", "Lead"), ("contributor", "Contributor"), ("viewer", "Viewer")],
        widget=forms.RadioSelect,
        label="Role in the team",
    )
    subjects = forms.MultipleChoiceField(
        choices=SUBJECTS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="Who it is about",
    )
    counts_until = forms.DateField(required=False, label="Counts until")
    months = forms.IntegerField(required=False, label="Kept for", min_value=1)
    file = forms.FileField(
        required=False, label="File", help_text="PDF, PNG or CSV, 25 MB at most."
    )
    confirmed = forms.BooleanField(required=False, label="Somebody checked this by hand")


def filled_form() -> SpecimenForm:
    return SpecimenForm(
        initial={
            "name": "Readmission risk",
            "purpose": "Predict which patients return within 30 days, to plan follow-up calls.",
            "personal": "",
            "role": "contributor",
            "subjects": ["patients"],
            "counts_until": "2026-12-31",
            "months": 24,
        },
        prefix="filled",
    )


def wrong_form() -> SpecimenForm:
    form = SpecimenForm({"wrong-purpose": "x", "wrong-months": "0"}, prefix="wrong")
    form.is_valid()
    return form
