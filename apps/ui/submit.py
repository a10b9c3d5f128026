"""One way to run a service from a form: its `DomainError` becomes an error at the field."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm

from apps.core.errors import DomainError, NotVisible, Refused

Result = TypeVar("Result")


def try_service(form: BaseForm, call: Callable[[], Result]) -> Result | None:
    """Call the service and return what it returns.

    On a `DomainError` put its message where it belongs in the form and return None. Refusals and
    things that cannot be seen are pages of their own and pass through. Services called this way
    return something true.
    """
    try:
        return call()
    except (NotVisible, Refused):
        raise
    except DomainError as error:
        field = error.field if error.field in form.fields else None
        form.add_error(field, ValidationError(error.message, code=error.code))
        return None


def form_status(form: BaseForm) -> int:
    """The HTTP status of a page that shows this form: 200, 422 with errors, 409 when stale."""
    if form.has_error(NON_FIELD_ERRORS, "stale_edit"):
        return 409
    return 422 if form.errors else 200
