"""The generated page of the docs, and conditions read back in words."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from apps.catalogue.authoring.loader import CONTENT_DIRECTORY, load_content
from apps.catalogue.authoring.markdown import catalogue_markdown
from apps.catalogue.reading.condition_words import condition_words
from apps.core.facts import About, FactKind, FactSpec, fact_specs

PAGE = Path(settings.BASE_DIR) / "docs" / "catalogue.md"


def spec(key: str, label: str, kind: FactKind, **choices: str) -> FactSpec:
    return FactSpec(key, label, kind, About.PIPELINE, "Test", choices=tuple(choices.items()))


SPECS = {
    words.key: words
    for words in (
        spec("a", "A", FactKind.YES_NO),
        spec("b", "B", FactKind.YES_NO),
        spec("n", "N", FactKind.NUMBER),
        spec("t", "T", FactKind.TEXT),
        spec("c", "C", FactKind.CHOICE, x="Ex", y="Why", z="Zed"),
        spec("m", "M", FactKind.MANY, x="Ex", y="Why"),
    )
}


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a", "“A”"),
        ("!a", "not “A”"),
        ("a == true", "“A”"),
        ("a == false", "not “A”"),
        ("a && !b", "“A” and not “B”"),
        ("a || !a", "“A” is known"),
        ("(a || !a) && b", "“A” is known and “B”"),
        ("a && (b || n > 3)", "“A” and (“B” or “N” is above 3)"),
        ("n >= 0 && n <= 24", "“N” is at least 0 and “N” is at most 24"),
        ("c == 'x'", "“C” is Ex"),
        ("c != 'x'", "“C” is other than Ex"),
        ("c in ['x', 'y', 'z']", "“C” is Ex, Why or Zed"),
        ("'x' in m", "“M” has Ex"),
        ("m.exists(k, k in ['x', 'y'])", "“M” has Ex or Why"),
        ("m.exists(k, k != 'x')", "“M” has something other than Ex"),
        ("m.all(k, k in ['x', 'y'])", "“M” has nothing but Ex or Why"),
        ("size(m) == 0", "“M” is empty"),
        ("t != ''", "“T” is given"),
        ("a || (a && !b)", "“A” or (“A” and not “B”)"),
        ("!(a && b) && a", "not (“A” and “B”) and “A”"),
        ("a ? b : a", "a ? b : a"),
        ("unheard_of", "unheard_of"),
    ],
)
def test_conditions_in_words(source: str, words: str) -> None:
    assert condition_words(source, SPECS) == words


def test_every_shipped_condition_has_words() -> None:
    sources = {
        expression.source
        for question in load_content().catalogue().questions.values()
        for expression in (question.when, *(rule.when for rule in question.rules))
        if expression is not None
    }

    assert [source for source in sources if condition_words(source, fact_specs()) == source] == []


def test_the_page_in_the_docs_is_fresh() -> None:
    """When this fails, write the page anew; its first lines say how."""
    assert PAGE.read_text(encoding="utf-8") == catalogue_markdown(
        load_content().catalogue(), fact_specs()
    )


def test_the_command_prints_and_writes_the_same(tmp_path: Path) -> None:
    out, file = io.StringIO(), tmp_path / "catalogue.md"
    arguments = ("catalogue_export", "--format", "markdown", "--content", str(CONTENT_DIRECTORY))
    call_command(*arguments, stdout=out)
    call_command(*arguments, "--output", str(file))

    assert file.read_text(encoding="utf-8") == out.getvalue()
    assert "| Act on a person's request | 1 month |" in out.getvalue()
