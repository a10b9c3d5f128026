"""What the components rely on inside Django's templates; a failure means: read the decision."""

from __future__ import annotations

from django.template import Context, Engine

from apps.ui.components import pages
from apps.ui.templatetags import ui

READ = (
    "Django's templates have changed where the components reach in: "
    "read docs/adr/0015-template-library-internals.md"
)
FRAME = "{% load ui %}<title>{% page_title %}</title>{% block title %}{% endblock %}"
PAGE = '{% extends "frame" %}{% block title %}<b>Risk</b> &amp; {{ word }}{% endblock %}'


def test_the_title_is_read_before_its_place() -> None:
    loader = ("django.template.loaders.locmem.Loader", {"frame": FRAME, "page": PAGE})
    engine = Engine(loaders=[loader], libraries={"ui": "apps.ui.templatetags.ui"})
    text = engine.get_template("page").render(Context({"word": "order"}))

    assert text == "<title>Risk &amp; order</title><b>Risk</b> &amp; order", READ


def test_a_frame_alone_has_no_title() -> None:
    loader = ("django.template.loaders.locmem.Loader", {"frame": FRAME})
    engine = Engine(loaders=[loader], libraries={"ui": "apps.ui.templatetags.ui"})

    assert engine.get_template("frame").render(Context()) == "<title></title>", READ


def test_one_library_holds_the_tags_and_filters_of_the_components() -> None:
    assert ui.register.tags["crumb"] is pages.register.tags["crumb"], READ
    assert ui.register.filters["message_tone"] is pages.message_tone, READ
