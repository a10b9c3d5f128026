"""The form that ends one way in."""

from django import forms


class EndForm(forms.Form):
    reason = forms.CharField(label="Reason", max_length=300, help_text="Kept in the trail.")
