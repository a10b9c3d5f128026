from .answers import Answer, AnswerEvidence, AnswerRevision, AnswerState
from .assessments import (
    Assessment,
    AssessmentState,
    QuestionComment,
    QuestionReview,
    ReviewDecision,
    SectionAssignment,
    Snapshot,
    SnapshotKind,
)
from .scores import PipelineScore, ScorePoint, ScoreRefresh

__all__ = [
    "Answer",
    "AnswerEvidence",
    "AnswerRevision",
    "AnswerState",
    "Assessment",
    "AssessmentState",
    "PipelineScore",
    "QuestionComment",
    "QuestionReview",
    "ReviewDecision",
    "ScorePoint",
    "ScoreRefresh",
    "SectionAssignment",
    "Snapshot",
    "SnapshotKind",
]
