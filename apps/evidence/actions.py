"""What people do with evidence, as the trail, home and packs tell it."""

from apps.trail.actions import action, area
from apps.trail.targets import TARGETS, Target

area("evidence", "Evidence")

FILED = action("evidence.evidence.filed", "filed")
REVISION_FILED = action("evidence.revision.filed", "filed a new revision of")
EDITED = action("evidence.evidence.edited", "changed")
WITHDRAWN = action("evidence.evidence.withdrawn", "withdrew")

TARGETS.register(Target("evidence", page="evidence:evidence", open_to_team=True))
