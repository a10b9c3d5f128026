"""`{% can PERMISSION obj as name %}`: the same declaration that services enforce."""

from typing import Any

from django import template

from apps.core.access import Verdict, all_permissions, check

register = template.Library()


@register.simple_tag(takes_context=True)
def can(context: template.Context, name: str, obj: Any = None) -> Verdict:
    """The verdict for the reader of this page: `.allowed`, `.reason`."""
    declared = {item.name: item for item in all_permissions()}[name]
    return check(context["request"].actor, declared, obj)
