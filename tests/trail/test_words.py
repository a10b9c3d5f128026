"""Every recorded action has words for people, and people meet the words, not the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.urls import reverse

from apps.assessments.models.assessments import ReviewDecision
from apps.trail.links import page_of
from apps.trail.services import record
from apps.trail.words import AREAS, WORDS, choices, codes_saying, words_of
from tests.cast import Cast

APPS = Path(__file__).parents[2] / "apps"
# What the services of the registry call to record a change; the last part of the code is theirs.
REGISTRY_CALLS = {"note_change", "note_creation", "save_change", "touch", "_save_with_reason"}
# Codes put together from a kind, a decision or a direction, as the code writes them.
PUT_TOGETHER = {
    "registry.*.*",
    "registry.*.imported",
    "assessments.question.*",
    "assessments.evidence.*",
}


def trees() -> Iterator[ast.AST]:
    for file in APPS.rglob("*.py"):
        if "migrations" not in file.parts and file.name != "words.py":
            yield ast.parse(file.read_text())


def shape(node: ast.JoinedStr) -> str:
    """An f-string as a pattern: `f"registry.{kind}.imported"` gives "registry.*.imported"."""
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values
    )


def codes_in_code() -> tuple[set[str], set[str]]:
    """Codes that stand in the code whole, and the shapes of those that are put together."""
    begins = tuple(AREAS)
    whole, shapes = set(), set()
    for node in (node for tree in trees() for node in ast.walk(tree)):
        if isinstance(node, ast.JoinedStr) and shape(node).startswith(begins):
            shapes.add(shape(node))
        elif isinstance(node, ast.Constant) and re.fullmatch(
            r"[a-z_]+\.[a-z_]+\.[a-z_]+", str(node.value)
        ):
            whole.add(str(node.value))
    return {code for code in whole if code.startswith(begins)}, shapes


def registry_acts() -> set[str]:
    """What the registry does to an object, as its services name it."""
    found = set()
    for node in (node for tree in trees() for node in ast.walk(tree)):
        name = getattr(getattr(node, "func", None), "id", "")
        if isinstance(node, ast.Call) and name in REGISTRY_CALLS and len(node.args) > 2:
            act = node.args[2]
            found |= {act.value} if isinstance(act, ast.Constant) else set()
            found |= {shape(act)} if isinstance(act, ast.JoinedStr) else set()
    return {str(act) for act in found}


def test_every_code_in_the_code_has_words() -> None:
    whole, shapes = codes_in_code()

    assert len(whole) > 30
    assert whole - set(WORDS) == set()
    assert {one for one in shapes if one.count(".") == 2} <= PUT_TOGETHER


def test_every_act_of_the_registry_has_words() -> None:
    acts = registry_acts()
    known = {code.split(".")[2] for code in WORDS if code.startswith("registry.pipeline.")}
    patterns = [act.replace("*", "[a-z]+") for act in acts]

    assert {"created", "shared", "*_linked"} <= acts
    assert [one for one in patterns if not any(re.fullmatch(one, act) for act in known)] == []


def test_what_is_decided_about_an_answer_has_words() -> None:
    assert {f"assessments.question.{each.value}" for each in ReviewDecision} <= set(WORDS)
    assert {f"assessments.evidence.{each}" for each in ("attached", "detached")} <= set(WORDS)


def test_an_action_of_a_later_version_is_still_readable() -> None:
    assert words_of("holds.hold.placed_again") == "hold placed again"


def test_the_menu_holds_every_action_once() -> None:
    offered = [code for _, group in choices() for code, _ in group]

    assert sorted(offered) == sorted(WORDS)
    assert "saved the answer to" not in {label for _, group in choices() for _, label in group}


def test_the_page_says_words_and_leads_to_the_object(cast: Cast) -> None:
    team = cast.lena.memberships.get().team
    record(cast.actor(cast.olga), "teams.team.created", team.trail_ref())
    client = cast.client(cast.cora)

    page = client.get(reverse("trail:events"), {"q": "created"}).content.decode()

    assert '<td data-label="Did">created</td>' in page
    assert f'href="{page_of("team", str(team.public_id))}"' in page
    assert page.count("<code>teams.team.created</code>") >= 1


def test_the_filter_by_what_was_done_finds_only_that(cast: Cast) -> None:
    team = cast.lena.memberships.get().team
    actor = cast.actor(cast.olga)
    record(actor, "teams.team.created", team.trail_ref())
    record(actor, "teams.member.set", team.trail_ref())

    page = cast.client(cast.cora).get(reverse("trail:events"), {"did": "teams.member.set"})

    rows = page.context["list"].rows
    assert [event.action for event in rows] == ["teams.member.set"]


def test_the_search_reads_the_words() -> None:
    assert codes_saying("Withdrew") == [
        "evidence.evidence.withdrawn",
        "people.invitation.withdrawn",
    ]


def test_an_object_without_a_page_has_no_link() -> None:
    assert page_of("trail", "trail") == ""
    assert page_of("dataset", "many") == ""
