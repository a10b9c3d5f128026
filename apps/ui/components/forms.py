"""Forms: the field tag owns label, help, error and every id that ties them together."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.template import Library
from django.template.context import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from apps.ui.listing import with_format, without_place

register = Library()

_THREE_VALUES = {"", "yes", "no", "unknown", "true", "false"}
_PLAIN = (
    (forms.HiddenInput, "hidden"),
    (forms.CheckboxInput, "check"),
    (forms.NullBooleanSelect, "segmented"),
    (forms.CheckboxSelectMultiple, "checks"),
    (forms.RadioSelect, "radios"),
    (forms.ClearableFileInput, "file"),
    (forms.FileInput, "file"),
    (forms.Select, "select"),
    (forms.Textarea, "text"),
    (forms.SplitDateTimeWidget, "text"),
)
_CLASSES = {"select": "form-select", "check": "form-check-input"}


@dataclass(frozen=True, slots=True)
class Option:
    """One radio or check box of a list."""

    id: str
    value: str
    label: str
    checked: bool
    group: str = ""


def field_kind(bound: BoundField) -> str:
    """How a field is drawn: hidden, check, checks, radios, segmented, file, select or text."""
    widget = bound.field.widget
    kind = next((kind for cls, kind in _PLAIN if isinstance(widget, cls)), "text")
    if kind == "radios" and is_three_valued(bound):
        return "segmented"
    return kind


def is_three_valued(bound: BoundField) -> bool:
    """Yes / no / unknown (or plain yes / no) radios are drawn as one segmented control."""
    choices = list(getattr(bound.field.widget, "choices", ()))
    values = {str(value).lower() for value, _ in choices if not isinstance(value, list | tuple)}
    return 1 < len(choices) <= 3 and values <= _THREE_VALUES


def field_options(bound: BoundField) -> list[Option]:
    """The options of a radio or check list, in the widget's order."""
    widget = bound.field.widget
    context = widget.get_context(bound.html_name, bound.value(), {"id": bound.auto_id})
    options: list[Option] = []
    for group, rows, _ in context["widget"]["optgroups"]:
        for row in rows:
            ident = f"{bound.auto_id}_{len(options)}"
            value = "" if row["value"] is None else str(row["value"])
            options.append(
                Option(ident, value, str(row["label"]), bool(row["selected"]), str(group or ""))
            )
    return options


def _plain(text: object) -> str:
    return str(text).replace("-", "").replace(":", "").strip().casefold()


def _control(bound: BoundField, kind: str, described_by: str, label: str = "") -> SafeString:
    widget = copy.copy(bound.field.widget)
    if _plain(widget.attrs.get("placeholder", "")) in {_plain(label), _plain(bound.label)}:
        # A placeholder that only repeats the label is noise (allauth's forms have such).
        widget.attrs = {key: v for key, v in widget.attrs.items() if key != "placeholder"}
    if type(widget) in (forms.DateInput, forms.DateTimeInput):
        date_only = isinstance(widget, forms.DateInput)
        widget.input_type = "date" if date_only else "datetime-local"
        widget.format = "%Y-%m-%d" if date_only else "%Y-%m-%dT%H:%M"
    given = str(widget.attrs.get("class", ""))
    attrs: dict[str, str | bool] = {}
    if kind != "hidden":
        wrong = " is-invalid" if bound.errors else ""
        attrs["class"] = f"{given} {_CLASSES.get(kind, 'form-control')}{wrong}".strip()
    if described_by:
        attrs["aria-describedby"] = described_by
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return bound.as_widget(widget=widget, attrs=attrs)


@register.inclusion_tag("components/field.html")
def field(
    bound: BoundField,
    label: str = "",
    help: str | None = None,
    optional: bool | None = None,
    prefix: str = "",
    suffix: str = "",
) -> dict[str, Any]:
    """A whole form field: label, help, control, errors.

    Optional fields are marked (not required ones); `optional=False` hides the mark. `help` replaces
    the help text of the form; `prefix` and `suffix` are short words beside the control.
    """
    kind = field_kind(bound)
    # Not str(): a help text that Django marked as safe markup must stay marked.
    help_text = (bound.help_text or "") if help is None else help
    described = []
    if help_text:
        described.append(f"{bound.auto_id}_helptext")
    if bound.errors:
        described.append(f"{bound.auto_id}_error")
    listed = kind in {"checks", "radios", "segmented"}
    mark = not bound.field.required and kind not in {"check", "segmented"}
    return {
        "bound": bound,
        "kind": kind,
        "label": label or bound.label,
        "help": help_text,
        "optional": mark if optional is None else optional,
        "described_by": " ".join(described),
        "options": field_options(bound) if listed else [],
        "control": "" if listed else _control(bound, kind, " ".join(described), label),
        "multiple": kind == "checks",
        "prefix": prefix,
        "suffix": suffix,
    }


def _anchor(bound: BoundField) -> str:
    listed = field_kind(bound) in {"checks", "radios", "segmented"}
    return f"{bound.auto_id}_0" if listed else str(bound.id_for_label or bound.auto_id)


@register.inclusion_tag("components/form_errors.html")
def form_errors(*all_forms: forms.BaseForm | None) -> dict[str, Any]:
    """The summary above one or more forms: every error once, with a link to its field."""
    links, general = [], []
    for form in all_forms:
        if form is None or not form.is_bound:
            continue
        general += [str(message) for message in form.non_field_errors()]
        for bound in form:
            where = "" if bound.is_hidden else _anchor(bound)
            links += [(where, bound.label, str(message)) for message in bound.errors]
    return {"links": links, "general": general, "count": len(links) + len(general)}


@register.inclusion_tag("components/option_row.html")
def option_row(
    name: str,
    value: str,
    label: str,
    letter: str = "",
    checked: bool = False,
    hint: str = "",
    kind: str = "radio",
    why: str = "",
    struck: bool = False,
) -> dict[str, Any]:
    """One answer of a question as a full-width row; `letter` is its key on the keyboard.

    `why` names the reason that choosing it asks for; the field for it shows while it is chosen. A
    `struck` one cannot be chosen; its hint says why.
    """
    return {
        "name": name,
        "value": value,
        "label": label,
        "letter": letter,
        "checked": checked,
        "hint": hint,
        "kind": kind,
        "why": why,
        "struck": struck,
    }


@register.simple_tag
def hidden_fields(form: forms.BaseForm) -> SafeString:
    """Every hidden field of a form (ids against double submits, the version being edited)."""
    return format_html_join("", "{}", ((bound,) for bound in form.hidden_fields()))


def _one(noun: str) -> str:
    """The singular of a plural that names the rows of a list."""
    return {"people": "person"}.get(noun, noun.removesuffix("s"))


@register.inclusion_tag("components/filter_bar.html", takes_context=True)
def filter_bar(
    context: Context,
    form: forms.BaseForm,
    total: int | None = None,
    noun: str = "",
    downloads: bool = False,
) -> dict[str, Any]:
    """Filters above a list: a GET form whose state is the address.

    A field `q` is the search box. `noun` is the plural for the true count; `downloads` offers what
    the filters leave as CSV.
    """
    request = context["request"]
    rows = [bound for bound in form if not bound.is_hidden and bound.name != "q"]
    controls = [
        (bound, _control(bound, field_kind(bound), ""), bool(bound.value())) for bound in rows
    ]
    query = without_place(request.GET)
    return {
        "action": request.path,
        "search": form["q"] if "q" in form.fields else None,
        "controls": controls,
        "hidden": form.hidden_fields(),
        "unread": [(form[name].label, faults[0]) for name, faults in form.errors.items()],
        "filtered": any(value for key, value in query.items()),
        "total": total,
        "noun": _one(noun) if total == 1 else noun,
        "csv": f"?{with_format(query, 'csv')}" if downloads else "",
    }
