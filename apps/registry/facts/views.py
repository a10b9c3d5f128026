from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from apps.core.access import check
from apps.core.facts import About, source_of, specs_about
from apps.ui.fact_form import FactsForm
from apps.ui.guard import PageRequest, page
from apps.ui.submit import form_status, try_service

from ..objects.frame import ObjectPage, object_page
from ..permissions import EDIT, VIEW
from .services import set_facts


@page(VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: PageRequest, /, kind: str, **ids: uuid.UUID) -> HttpResponse:
    framed = object_page(request.actor, kind, ids, "facts")
    form = FactsForm(
        request.POST or None,
        about=About(kind),
        stored=framed.obj.facts,
        version=framed.obj.lock_version,
    )
    if form.is_valid():
        saved = save_facts(
            form,
            lambda: set_facts(
                actor=request.actor,
                obj=framed.obj,
                values=form.values(),
                expected_version=form.cleaned_data["version"],
            ),
        )
        if saved and not request.htmx:
            messages.success(request, "The facts are saved.")
            return redirect(request.path)
    context = _context(request, framed, form)
    return answer_facts(request, form, context, "registry/object_facts.html")


def _context(request: PageRequest, framed: ObjectPage, form: FactsForm) -> dict[str, Any]:
    return {
        "page": framed,
        "object": framed.obj,
        "form": form,
        "can_edit": check(request.actor, EDIT, framed.obj),
        "version": framed.obj.lock_version,
        "derived": _derived(framed),
    }


def _derived(framed: ObjectPage) -> list[tuple[Any, Any]]:
    """Facts that nobody types, each with its value in words or None."""
    specs = specs_about(About(framed.kind), derived=True)
    known = {
        spec.key: {"v": framed.facts[spec.key], "s": source_of(spec.key, {})}
        for spec in specs
        if spec.key in framed.facts
    }
    return [(spec, known.get(spec.key)) for spec in specs]


def save_facts(form: FactsForm, call: Callable[[], set[str]]) -> bool:
    """Run the service; errors are in the form afterwards."""
    return try_service(form, call) is not None


def answer_facts(
    request: PageRequest, form: FactsForm, context: dict[str, Any], template: str
) -> HttpResponse:
    """The whole page, or for an autosave only what changed around the controls."""
    status = form_status(form)
    if request.htmx and request.method == "POST":
        # Not renewed here: the next autosave must not overwrite what nobody has looked at.
        template = "registry/_facts_saved.html"
    elif status == 409:
        form.show_saved_facts(context["version"])
    return render(request, template, context, status=status)
