"""How assessments, answers and their states look."""

from apps.ui.statuses import OBJECT_ICONS, STATUSES, ObjectIcon, Status

OBJECT_ICONS.register(ObjectIcon("assessment", "clipboard-check"))
STATUSES.register(
    Status("submitted", "In review", "eye", "info"),
    Status("changes_requested", "Changes requested", "message-exclamation", "warn"),
    Status("approved", "Approved", "rosette-discount-check", "good"),
    Status("answered", "Answered", "check", "good"),
    Status("not_applicable", "Not applicable", "circle-minus", "none"),
    Status("dont_know", "Don't know", "help-circle", "open"),
    Status("stale", "Facts changed", "refresh-alert", "warn"),
    Status("overridden", "Overridden", "replace", "warn"),
    Status("asked_back", "Asked back", "message-exclamation", "warn"),
    Status("claimed", "Claimed not to apply", "circle-dashed-minus", "open"),
    Status("machine", "Worked out from facts", "robot", "info"),
)
