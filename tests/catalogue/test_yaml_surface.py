"""What the question bank relies on inside PyYAML; a failure here means: read the decision."""

from __future__ import annotations

import datetime as dt

import pytest
import yaml

from apps.catalogue.authoring.source_files import _BOOLEAN, _TIMESTAMP, _PlainLoader

READ = "PyYAML has changed how values are resolved: read docs/adr/0017-yaml-without-surprises.md"


@pytest.mark.parametrize(
    ("text", "theirs", "ours"),
    [
        ("no", False, "no"),
        ("on", True, "on"),
        ("true", True, True),
        ("false", False, False),
        ("2024-05-01", dt.date(2024, 5, 1), "2024-05-01"),
        ("12", 12, 12),
        ("~", None, None),
    ],
)
def test_only_true_and_false_are_yes_and_no_and_dates_are_text(
    text: str, theirs: object, ours: object
) -> None:
    assert yaml.load(text, yaml.CSafeLoader) == theirs, READ
    assert yaml.load(text, _PlainLoader) == ours, READ  # noqa: S506 - it is a safe loader


def test_the_table_lists_tag_and_pattern_by_first_letter() -> None:
    table = yaml.CSafeLoader.yaml_implicit_resolvers
    tags = {tag for rules in table.values() for tag, pattern in rules if pattern.pattern}

    assert {_BOOLEAN, _TIMESTAMP} <= tags, READ
    assert all(first is None or len(first) <= 1 for first in table), READ


def test_a_node_knows_its_line_before_it_is_built() -> None:
    loader = _PlainLoader("a: 1\nb:\n  - no\n")
    node = loader.get_single_node()

    assert node is not None
    assert [key.start_mark.line for key, _ in node.value] == [0, 1], READ
    assert loader.construct_document(node) == {"a": 1, "b": ["no"]}, READ
