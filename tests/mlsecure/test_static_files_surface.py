"""What our static files rely on inside Django's storage; a failure means: read the decision."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage

from mlsecure.static_files import StaticFilesStorage

READ = (
    "Django has changed how its storage follows addresses: "
    "read docs/adr/0016-two-differences-in-static-files.md"
)


def test_only_the_rules_about_source_maps_are_left_out() -> None:
    theirs = [(glob, rule) for glob, rules in HashedFilesMixin.patterns for rule in rules]
    ours = [(glob, rule) for glob, rules in StaticFilesStorage.patterns for rule in rules]
    left_out = [pair for pair in theirs if pair not in ours]

    assert [glob for glob, _ in left_out] == ["*.css", "*.js"], READ
    assert all("sourceMappingURL" in rule[0] for _, rule in left_out), READ
    assert [pair for pair in theirs if pair in ours] == ours, READ


def test_the_rules_about_pictures_and_sheets_stay() -> None:
    css = next(rules for glob, rules in StaticFilesStorage.patterns if glob == "*.css")

    assert any("url(" in str(rule) for rule in css), READ
    assert any("import" in str(rule) for rule in css), READ


def test_a_name_that_was_never_gathered_is_a_value_error(tmp_path: Path) -> None:
    theirs = CompressedManifestStaticFilesStorage(location=tmp_path, base_url="/static/")

    assert theirs.manifest_strict, READ
    with pytest.raises(ValueError, match="Missing staticfiles manifest entry"):
        theirs.stored_name("css/nowhere.css")


def test_an_address_is_asked_of_the_method_that_ours_overrides(tmp_path: Path) -> None:
    ours = StaticFilesStorage(location=tmp_path, base_url="/static/")

    assert ours.url("css/nowhere.css") == "/static/css/nowhere.css", READ
    assert ours.missed == {"css/nowhere.css"}, READ
