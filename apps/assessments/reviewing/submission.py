"""What keeps an assessment from being submitted; pure."""

from __future__ import annotations

from apps.catalogue.content_types import Subject as SubjectKind

from ..engine.questionnaire import Asked
from ..engine.scoring import State
from ..engine.workbook import Workbook


def submit_problems(workbook: Workbook) -> list[str]:
    """One sentence for each thing in the way; empty when it can be submitted.

    Unanswered questions are not in the way: they are submitted as unknown, and shown so.
    """
    if not workbook.items:
        return ["Nothing is asked under these laws, so there is nothing to submit."]
    problems = []
    settled = {State.ANSWERED, State.NOT_APPLICABLE, State.CLAIMED, State.DONT_KNOW}
    if not any(item.state in settled for item in workbook.items):
        problems.append("No question is answered yet. Answer what you can first.")
    back = len(open_asked_back(workbook))
    if back:
        what = "question of the reviewer is" if back == 1 else "questions of the reviewer are"
        problems.append(f"{back} {what} not answered yet.")
    return problems


def gaps(workbook: Workbook) -> list[str]:
    """What is not registered, so that most of what the laws ask is asked about nothing."""
    found = []
    if not any(subject.kind is SubjectKind.DATASET for subject in workbook.subjects):
        found.append("No dataset is registered for this pipeline.")
    pipeline = next(one for one in workbook.subjects if one.kind is SubjectKind.PIPELINE)
    if not pipeline.facts.get("pipeline_stages"):
        found.append("No stage of this pipeline is registered.")
    return found


def open_asked_back(workbook: Workbook) -> list[Asked]:
    """Items the reviewer asked about and nobody has answered since."""
    return [item for item in workbook.items if workbook.is_asked_back(item)]
