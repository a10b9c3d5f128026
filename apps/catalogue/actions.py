"""What people do with the catalogue, as the trail tells it."""

from apps.trail.actions import action, area
from apps.trail.targets import TARGETS, Target

area("catalogue", "Catalogue")

PUBLISHED = action("catalogue.version.published", "published")

TARGETS.register(Target("catalogue_version", page="catalogue:version"))
