"""The guard at every page: who may open it is said where the view is written.

`@page(PERMISSION)` signs people in, builds their actor, refuses early and turns a `DomainError`
into a page. `@public("reason")` marks the few pages that need nobody. `manage.py check` fails for
a view with neither.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect

from apps.core.access import Actor, Permission, permission, require
from apps.core.errors import DomainError, NoRole, NotVisible, WrongMethod
from apps.core.hooks import Provider

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

P = ParamSpec("P")

SIGNED_IN = permission("signed_in", "open this page", everyone=True)


class PageRequest(HttpRequest):
    """What a guarded view receives: a request whose actor is known."""

    actor: Actor
    htmx: HtmxDetails


View = Callable[Concatenate[PageRequest, P], HttpResponseBase]
AnyView = Callable[..., HttpResponseBase]


@Provider
def load_actor(request: HttpRequest) -> Actor:
    """How a signed-in user becomes an actor."""
    raise LookupError("no app says who is looking")


@Provider
def gate(request: PageRequest) -> HttpResponseBase | None:
    """What must be passed before any guarded page, such as a second factor.

    A response is shown instead of the page; None lets the person through.
    """
    return None


def actor_of(request: HttpRequest) -> Actor | None:
    """Who is looking: also on pages that guard themselves, such as those of allauth."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None and request.user.is_authenticated:
        actor = load_actor(request)
        cast("PageRequest", request).actor = actor
    return actor


def page(declared: Permission) -> Callable[[View[P]], AnyView]:
    """Guard a view with a permission; selectors and services check the objects.

    Without any current role every page is missing, except those that ask for sign-in alone: they
    say why.
    """

    def decorate(view: View[P]) -> AnyView:
        @wraps(view)
        @vary_on_headers("HX-Request")
        def guarded(request: PageRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _leave(request, redirect_to_login(_wanted(request)))
            try:
                request.actor = load_actor(request)
                if not request.actor.has_role:
                    raise NoRole if declared is SIGNED_IN else NotVisible
                stopped = gate(request)
                if stopped is not None:
                    return _leave(request, stopped)
                require(request.actor, declared)
                return _answered(request, view(request, *args, **kwargs))
            except DomainError as error:
                return refusal(request, error)

        guarded.guard = declared  # type: ignore[attr-defined]  # a mark that ui.checks reads
        return guarded

    return decorate


def _is_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page that the browser shows already."""
    htmx: HtmxDetails | None = getattr(request, "htmx", None)
    return bool(htmx) and not (htmx and htmx.boosted)


def _wanted(request: PageRequest) -> str:
    """Where to go on after signing in: the page in the browser, not the part it asked for."""
    here = request.htmx.current_url_abs_path if _is_part(request) else None
    return here or request.get_full_path()


def _leave(request: HttpRequest, elsewhere: HttpResponseBase) -> HttpResponseBase:
    """A redirect that takes the whole page along: htmx would draw its target into a part."""
    if not _is_part(request) or not isinstance(elsewhere, HttpResponseRedirect):
        return elsewhere
    return HttpResponseClientRedirect(elsewhere.url)


def _answered(request: PageRequest, response: HttpResponseBase) -> HttpResponseBase:
    """What a view answered, kept out of shared caches; a wrong method gets a page of its own."""
    if response.status_code == 405:
        page_ = refusal(request, WrongMethod())
        page_["Allow"] = response["Allow"]
        return page_
    if not response.has_header("Cache-Control"):
        response["Cache-Control"] = "private, no-cache"
    return response


def public(reason: str) -> Callable[[AnyView], AnyView]:
    """Mark a view that needs no sign-in, and say why."""

    def decorate(view: AnyView) -> AnyView:
        @wraps(view)
        def opened(*args: Any, **kwargs: Any) -> HttpResponseBase:
            return view(*args, **kwargs)

        opened.public_reason = reason  # type: ignore[attr-defined]  # a mark that ui.checks reads
        return opened

    return decorate


def refusal(request: HttpRequest, error: DomainError) -> HttpResponse:
    """A `DomainError` as a page, or as a notice when only a part of the page was asked for."""
    partial = _is_part(request)
    template = "ui/_refusal.html" if partial else "ui/refusal.html"
    # Nobody is signed in behind a stale invitation: no navigation, no search, no name.
    frame = "base.html" if request.user.is_authenticated else "base_bare.html"
    context = {"error": error, "frame": frame}
    response = render(request, template, context, status=error.status)
    if partial:
        response["HX-Retarget"] = "#notices"
        response["HX-Reswap"] = "innerHTML"
    return response
