"""Parts of a page: title, navigation, tabs, breadcrumbs, pages of a list, empty states."""

from __future__ import annotations

from html import unescape
from typing import Any

from django.core.paginator import Page
from django.template import Library
from django.template.context import Context
from django.template.loader import render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockContext
from django.utils.html import conditional_escape, format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe

from apps.ui import navigation
from apps.ui.guard import actor_of
from apps.ui.listing import without_place

from .icons import icon

register = Library()

TONES = {
    "info": "info-circle",
    "good": "circle-check",
    "warn": "alert-triangle",
    "bad": "alert-octagon",
    "open": "help-circle",
}
_LEVELS = {"debug": "info", "info": "info", "success": "good", "warning": "warn", "error": "bad"}


@register.simple_tag(takes_context=True)
def page_title(context: Context) -> str:
    """The block `title` as plain words, for <title>: a page writes its title once.

    Reaches into Django's templates: docs/adr/0015.
    """
    render_context = context.render_context
    blocks: BlockContext | None = render_context.get(BLOCK_CONTEXT_KEY, None)
    block = blocks.get_block("title") if blocks is not None else None
    if block is None:
        return ""
    return " ".join(unescape(strip_tags(str(block.render(context)))).split())


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """The theme a reader chose: "light", "dark", or "" to follow the system."""
    request = context.get("request")
    chosen = request.COOKIES.get("theme", "") if request else ""
    return chosen if chosen in {"light", "dark"} else ""


@register.simple_tag(takes_context=True)
def nav_links(context: Context, group: str) -> list[navigation.Link]:
    """Entries of the frame that this reader may open."""
    return navigation.links(context["request"], group)


@register.simple_tag(takes_context=True)
def nav_teams(context: Context) -> navigation.TeamSwitch | None:
    """The team switch of this reader, if there is one."""
    return navigation.team_switch(context["request"])


@register.simple_tag(takes_context=True)
def nav_bell(context: Context) -> navigation.Bell | None:
    """The bell of this reader, if there is one."""
    return navigation.bell(context["request"])


@register.simple_tag(takes_context=True)
def reader_name(context: Context) -> str:
    """The name of the person who is signed in."""
    request = context["request"]
    actor = actor_of(request)
    return actor.label if actor is not None else str(request.user)


@register.filter
def message_tone(level_tag: str) -> str:
    """Django's message level as one of our tones."""
    return _LEVELS.get(level_tag, "info")


@register.simple_tag(takes_context=True)
def tab(
    context: Context,
    label: str,
    url: str,
    count: int | None = None,
    active: bool | None = None,
    under: bool = False,
) -> SafeString:
    """One tab of the block `tabs`; active on its own address, with `under` also on those below."""
    path, address = context["request"].path, url.split("?")[0]
    here = path == address or (under and path.startswith(address)) if active is None else active
    badge = (
        format_html(' <span class="ms-count">{}</span>', f"{count:,}") if count is not None else ""
    )
    return format_html(
        '<a class="ms-tab" href="{}"{}>{}{}</a>',
        url,
        mark_safe(' aria-current="page"') if here else "",
        label,
        badge,
    )


@register.simple_tag
def crumb(label: str, url: str = "") -> SafeString:
    """One step of the block `breadcrumbs`."""
    if not url:
        return format_html('<li aria-current="page">{}</li>', label)
    return format_html('<li><a href="{}">{}</a></li>', url, label)


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], noun: str = "rows") -> dict[str, Any]:
    """Pages of a list with its true count; keeps the filters of the address."""
    kept = without_place(context["request"].GET).urlencode()
    return {"page": page, "noun": noun, "base": f"?{kept}&page=" if kept else "?page="}


@register.simple_block_tag
def empty_state(
    content: SafeString,
    title: str,
    icon: str = "inbox",
    action: str = "",
    url: str = "",
) -> SafeString:
    """Why there is nothing here, and what to do first: {% empty_state "Title" %}why{% end… %}."""
    return render_to_string(
        "components/empty_state.html",
        {
            "title": title,
            "text": content,
            "icon": icon,
            "action": action,
            "url": url,
        },
    )


@register.simple_block_tag
def text(content: SafeString) -> SafeString:
    """{% text as name %}words{% endtext %}: a sentence too long to write inside another tag."""
    return mark_safe(" ".join(content.split()))  # noqa: S308 - the words of a template, escaped there


@register.simple_block_tag
def callout(content: SafeString, tone: str = "info", title: str = "") -> SafeString:
    """{% callout "warn" "Title" %}text{% endcallout %}; tones info, good, warn, bad, open."""
    heading = format_html('<p class="ms-callout-title">{}</p>', title) if title else ""
    return format_html(
        '<div class="ms-callout ms-tone-{}" role="note">{}<div class="ms-callout-body">{}{}'
        "</div></div>",
        tone,
        icon(TONES[tone]),
        heading,
        content,
    )


@register.simple_block_tag
def card(
    content: SafeString, title: str = "", subtitle: str = "", flush: bool = False, id: str = ""
) -> SafeString:
    """{% card "Title" "one line" %}…{% endcard %}; `flush` for tables that touch its edges."""
    line = format_html("<p>{}</p>", subtitle) if subtitle else ""
    head = format_html('<div class="ms-card-head"><h2>{}</h2>{}</div>', title, line)
    anchor = format_html(' id="{}"', id) if id else ""
    return format_html(
        '<section class="ms-card"{}>{}<div class="{}">{}</div></section>',
        anchor,
        head if title else "",
        "ms-card-flush" if flush else "ms-card-body",
        content,
    )


@register.simple_tag
def key(label: str) -> SafeString:
    """A key of the keyboard."""
    return format_html("<kbd>{}</kbd>", conditional_escape(label))
