"""What people are told about assessments."""

from apps.notifications.kinds import notification_kind

SECTION_ASSIGNED = notification_kind(
    "assessments.section_assigned", "A section is given to me", mail="now"
)
SUBMITTED = notification_kind("assessments.submitted", "An assessment waits for my review")
ASKED_BACK = notification_kind(
    "assessments.asked_back", "A reviewer asks back about my answer", mail="now"
)
CHANGES_REQUESTED = notification_kind(
    "assessments.changes_requested", "A reviewer asks for changes in my assessment", mail="now"
)
APPROVED = notification_kind("assessments.approved", "My assessment is approved")
