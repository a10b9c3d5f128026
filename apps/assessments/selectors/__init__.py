"""Reads of assessments, always as far as the actor may see; import what you need from here."""

from .assessments import (
    assessments_of,
    assigned_to,
    changes_requested,
    list_assessments,
    possible_assignees,
    scores_by_assessment,
    startable_pipelines,
    waiting_for_review,
)
from .evidence import Attached, attached_to
from .past import AsOf, score_as_of
from .questions import QuestionDetail, question_detail
from .scores import (
    TARGET,
    figures_of,
    history,
    movements,
    organization_figures,
    quarter_start,
    visible_scores,
)
from .simulation import Simulation, simulate
from .workbooks import get_assessment, load_workbook, open_workbook

__all__ = [
    "TARGET",
    "AsOf",
    "Attached",
    "QuestionDetail",
    "Simulation",
    "assessments_of",
    "assigned_to",
    "attached_to",
    "changes_requested",
    "figures_of",
    "get_assessment",
    "history",
    "list_assessments",
    "load_workbook",
    "movements",
    "open_workbook",
    "organization_figures",
    "possible_assignees",
    "quarter_start",
    "question_detail",
    "score_as_of",
    "scores_by_assessment",
    "simulate",
    "startable_pipelines",
    "visible_scores",
    "waiting_for_review",
]
