"""What people are told about assessments."""

from apps.notifications.kinds import KINDS, Kind

SECTION_ASSIGNED = Kind("assessments.section_assigned", "A section is given to me", mail="now")
QUESTION_PASSED_ON = Kind(
    "assessments.question_passed_on", "A question is passed on to me", mail="now"
)
SUBMITTED = Kind("assessments.submitted", "An assessment waits for my review")
ASKED_BACK = Kind("assessments.asked_back", "A reviewer asks back about my answer", mail="now")
CHANGES_REQUESTED = Kind(
    "assessments.changes_requested", "A reviewer asks for changes in my assessment", mail="now"
)
APPROVED = Kind("assessments.approved", "My assessment is approved")

KINDS.register(
    SECTION_ASSIGNED,
    QUESTION_PASSED_ON,
    SUBMITTED,
    ASKED_BACK,
    CHANGES_REQUESTED,
    APPROVED,
)
