"""`{% load ui %}`: every component of the view kit under one name.

The tags live in apps/ui/components, one module per kind; /styleguide shows each in every state.
Merging libraries is not a documented way: docs/adr/0015.
"""

from django.template import Library

from apps.ui.components import facts, figures, forms, icons, objects, pages, scores, tables, words

register = Library()

for module in (icons, words, scores, facts, objects, forms, pages, figures, tables):
    register.tags.update(module.register.tags)
    register.filters.update(module.register.filters)
