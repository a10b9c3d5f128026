"""What people do in assessments, as the trail, home and packs tell it."""

from apps.trail.actions import action, area
from apps.trail.targets import TARGETS, Target

from .words import without_period

area("assessments", "Assessments")

STARTED = action("assessments.assessment.started", "started the assessment of")
MOVED = action("assessments.assessment.moved", "moved to a newer catalogue the assessment of")
SUBMITTED = action("assessments.assessment.submitted", "submitted the assessment of")
SAMPLED = action("assessments.review.sampled", "chose the answers to read in")
CARRIED = action("assessments.review.carried", "took over earlier decisions in")
CHANGES_REQUESTED = action("assessments.assessment.changes_requested", "asked for changes in")
APPROVED = action("assessments.assessment.approved", "approved the assessment of")

SAVED = action("assessments.answer.saved", "answered", counted=("question", "questions"))
ATTACHED = action(
    "assessments.evidence.attached", "attached evidence to", counted=("answer", "answers")
)
DETACHED = action("assessments.evidence.detached", "took evidence off", quiet=True)
COMMENTED = action("assessments.comment.added", "commented on")

# Several of these come at once, so that one of them reads as a part of what was done.
QUESTION_APPROVED = action("assessments.question.approved", "checked answers of")
QUESTION_ASKED_BACK = action("assessments.question.asked_back", "asked back about")
PASSED_ON = action("assessments.question.passed_on", "passed on questions of")
SECTION_ASSIGNED = action("assessments.section.assigned", "gave out sections of")
SECTION_UNASSIGNED = action("assessments.section.unassigned", "took back sections of", quiet=True)

SNAPSHOT_DRAFTED = action("assessments.snapshot.drafted", "froze a draft of", quiet=True)
SNAPSHOT_FROZEN = action("assessments.snapshot.frozen", "froze the final text of", quiet=True)

TARGETS.register(
    Target("assessment", page="assessments:assessment", open_to_team=True, short=without_period)
)
TARGETS.register(Target("answer", open_to_team=True))
