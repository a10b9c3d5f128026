"""Who may do what with the catalogue."""

from apps.core.access import OrgRole, permission

VIEW = permission("catalogue.view", "read the catalogue", everyone=True)
PUBLISH = permission(
    "catalogue.publish", "publish a catalogue version", org={OrgRole.ADMINISTRATOR}
)
