from .answers import (
    JUSTIFICATION_LENGTH,
    NOTE_LENGTH,
    Answer,
    AnswerEvidence,
    AnswerRevision,
    AnswerState,
)
from .assessments import (
    REMARK_LENGTH,
    SET_BY_SERVICES,
    Assessment,
    AssessmentState,
    QuestionComment,
    QuestionReview,
    ReviewDecision,
    SectionAssignment,
    Snapshot,
    SnapshotKind,
)
from .rounds import WHOLE, ReviewRound
from .scores import PipelineScore, ScorePoint, ScoreRefresh

__all__ = [
    "JUSTIFICATION_LENGTH",
    "NOTE_LENGTH",
    "REMARK_LENGTH",
    "SET_BY_SERVICES",
    "WHOLE",
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
    "ReviewRound",
    "ScorePoint",
    "ScoreRefresh",
    "SectionAssignment",
    "Snapshot",
    "SnapshotKind",
]
