"""Where what an event names is looked at, and who of its team may know."""

from __future__ import annotations

import uuid

import pytest

from apps.trail.targets import TARGETS, Target, kinds_open_to_team, page_of, short_label


def test_an_object_has_its_page() -> None:
    one = str(uuid.uuid4())

    assert page_of("dataset", one) == f"/registry/datasets/{one}/"
    assert page_of("catalogue_version", one) == f"/catalogue/versions/{one}/"


def test_an_object_without_a_page_has_no_link() -> None:
    assert page_of("trail", "trail") == ""
    assert page_of("answer", str(uuid.uuid4())) == ""
    assert page_of("dataset", "many") == ""


def test_a_team_is_told_about_its_objects_not_about_its_people() -> None:
    told = kinds_open_to_team()

    assert {"answer", "assessment", "evidence", "pack", "pipeline"} <= set(told)
    assert {"invitation", "team", "user"} & set(told) == set()


def test_an_assessment_and_its_pack_are_called_by_their_pipeline() -> None:
    title = "Credit risk, 1 Jan 2026 to 31 Mar 2026"

    assert [short_label(kind, title) for kind in ("assessment", "pack")] == ["Credit risk"] * 2
    assert [short_label(kind, title) for kind in ("evidence", "unheard_of")] == [title] * 2


def test_a_kind_is_declared_once() -> None:
    with pytest.raises(ValueError, match="registered twice"):
        TARGETS.register(Target("dataset"))
