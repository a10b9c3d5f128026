"""The words of the CEL package's errors that conditions go by; a failure: read the decision."""

from __future__ import annotations

import cel
import pytest

from apps.catalogue.expressions import _UNDEFINED

READ = "the CEL package has changed its errors: read docs/adr/0008-cel-for-conditions.md"


def run(source: str) -> object:
    context = cel.Context()
    context.set_variable_resolver({"known": True, "text": "a"}.get)
    return cel.compile(source).execute(context)


def test_an_unknown_variable_is_told_from_every_other_mistake() -> None:
    with pytest.raises(RuntimeError) as unknown:
        run("missing && known")
    with pytest.raises(Exception) as mistaken:
        run("text > 3")

    assert str(unknown.value).startswith(_UNDEFINED), READ
    assert not str(mistaken.value).startswith(_UNDEFINED), READ


def test_the_known_side_decides_over_an_unknown_one() -> None:
    assert run("known || missing") is True, READ
    assert run("missing || known") is True, READ
    assert run("!known && missing") is False, READ


def test_what_cannot_be_read_is_told_after_the_word_error() -> None:
    with pytest.raises(ValueError, match="ERROR: ") as unreadable:
        cel.compile("known &&")

    assert str(unreadable.value).splitlines()[0].partition("ERROR: ")[2], READ
