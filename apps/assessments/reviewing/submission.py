"""What keeps an assessment from being submitted; pure."""

from __future__ import annotations

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


def open_asked_back(workbook: Workbook) -> list[Asked]:
    """Items the reviewer asked about and nobody has answered since."""
    return [item for item in workbook.items if workbook.is_asked_back(item)]
