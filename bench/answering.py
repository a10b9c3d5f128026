"""Answering: one save as the service does it, and the question page as the browser asks for it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from django.test import Client

from apps.accounts.models import User
from apps.assessments.addresses import question_url
from apps.assessments.answering.entries import AnswerInput
from apps.assessments.answering.services import save_answer
from apps.assessments.engine.questionnaire import Asked, Reply
from apps.assessments.engine.workbook import Workbook
from apps.assessments.models import Assessment
from apps.assessments.workbooks import open_workbook
from apps.organizations.actors import actor_for

from .timing import timed

LOOKED_AT = 20
HTMX = {"HX-Request": "true"}


def measure() -> dict[str, Any]:
    """Saves one after another, the options in turn, so that each moves the figures; then the page
    of a question in the longest section of the largest of the first assessments."""
    user = User.objects.get(email="user0@example.org")
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user)
    workbook = _largest()
    longest = max(workbook.sections, key=lambda section: section.total)
    shown = next(item for item in longest.items if item.machine is None)
    address = question_url(workbook.assessment, shown)
    return {
        "items": len(workbook.items),
        "lines in the section": longest.total,
        "save and score": timed(_saver(user, workbook)),
        "question page": timed(lambda: _fine(client.get(address))),
        "save from the page": timed(_poster(client, open_workbook(workbook.assessment), shown)),
    }


def _largest() -> Workbook:
    assessments = Assessment.objects.select_related("pipeline__team", "catalogue_version")
    books = (open_workbook(assessment) for assessment in assessments.order_by("pk")[:LOOKED_AT])
    return max(books, key=lambda book: len(book.items))


def _saver(user: User, workbook: Workbook) -> Callable[[], object]:
    actor = actor_for(user)
    item = next(item for item in workbook.items if _is_plain(item))
    numbers, options = _turns(workbook, item)
    return lambda: save_answer(
        actor=actor,
        assessment=workbook.assessment,
        question_key=item.question.key,
        subject_key=item.subject.key,
        entry=AnswerInput(Reply.ANSWERED, next(options), "", "Measured."),
        expected_revision=next(numbers),
    )


def _poster(client: Client, workbook: Workbook, item: Asked) -> Callable[[], object]:
    address = question_url(workbook.assessment, item)
    numbers, options = _turns(workbook, item)

    def post() -> None:
        given = {"reply": f"answer:{next(options)}", "expected": next(numbers)}
        _fine(client.post(address, given, headers=HTMX))

    return post


def _turns(workbook: Workbook, item: Asked) -> tuple[itertools.count[int], itertools.cycle[str]]:
    """The revision to expect at each save, and the options in turn, from the one that follows the
    answer an earlier run left: saying the same again makes no revision."""
    current = workbook.answers.get(item.id)
    keys = [option.key for option in item.question.options]
    after = keys.index(current.option) + 1 if current and current.option in keys else 0
    options = itertools.cycle(keys[after:] + keys[:after])
    return itertools.count(current.number if current else 0), options


def _fine(response: Any) -> None:
    if response.status_code != 200:
        raise SystemExit(f"A question answered {response.status_code}; nothing to measure.")


def _is_plain(item: Asked) -> bool:
    return item.subject.kind.value == "pipeline" and item.machine is None
