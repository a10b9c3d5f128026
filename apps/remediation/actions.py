from apps.trail.actions import action, area
from apps.trail.targets import TARGETS, Target

area("remediation", "Findings and actions")

RAISED = action("remediation.item.raised", "reported", counted=("finding", "findings"))
PLANNED = action("remediation.item.planned", "planned")
EDITED = action("remediation.item.edited", "changed")
ASSIGNED = action("remediation.item.assigned", "set the owner of")
STARTED = action("remediation.item.started", "began work on")
CLOSED = action("remediation.item.closed", "closed")
DISMISSED = action("remediation.item.dismissed", "dismissed")
REOPENED = action("remediation.item.reopened", "reopened")

TARGETS.register(Target("remediation", page="remediation:item", open_to_team=True))
