"""How far the text of a law was read is said wherever somebody relies on it."""

from __future__ import annotations

import pytest

from apps.catalogue.authoring.loader import load_content
from apps.catalogue.content_types import Catalogue
from apps.catalogue.reading import text_read


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return load_content().catalogue()


@pytest.mark.parametrize(
    ("provision", "said"),
    [
        ("ccpa-7152-a-5", ""),
        (
            "ccpa-1798-110-a",
            "Read in the text of 1 January 2024; later changes were not compared.",
        ),
        (
            "ccpa-1798-82-f",
            "Read in quotation: the same words in two public places that do not depend on each "
            "other.",
        ),
        (
            "ccpa-3111",
            "The text itself was not read; the summary follows what others say of it.",
        ),
    ],
)
def test_what_remains_to_be_read_is_one_sentence(
    shipped: Catalogue, provision: str, said: str
) -> None:
    found = shipped.provisions[provision]

    assert text_read.of_provision(found, shipped.regimes[found.regime]) == said


def test_a_law_says_how_much_of_it_was_read(shipped: Catalogue) -> None:
    said = text_read.of_regime(shipped, shipped.regimes["ccpa"])

    assert said == (
        "Of 227 provisions 150 were read in the official text of 1 January 2026, 72 in the text of "
        "1 January 2024, 4 in quotation, 1 only in what others say of them."
    )


def test_a_law_that_was_read_whole_says_so(shipped: Catalogue) -> None:
    regime = shipped.regimes["mls"]

    assert text_read.of_regime(shipped, regime) == (
        "Every provision was read in the official text of 28 November 2026."
    )
