"""What the charts take out of pygal; a failure here means: read the decision."""

from __future__ import annotations

import sys

import pygal

import apps.ui.charts  # noqa: F401 - it is what takes the finder out, here for the next modules too

READ = "pygal has changed its import hook: read docs/adr/0018-pygals-import-hook.md"


def test_pygal_still_brings_a_finder_of_the_old_form() -> None:
    assert hasattr(pygal.PluginImportFixer, "find_module"), READ
    assert not hasattr(pygal.PluginImportFixer, "find_spec"), READ


def test_it_is_taken_out_where_charts_are_drawn() -> None:
    assert [hook for hook in sys.meta_path if isinstance(hook, pygal.PluginImportFixer)] == [], READ
    assert all(hasattr(hook, "find_spec") for hook in sys.meta_path), READ
