"""Facts that this installation sees in its own settings."""

from apps.core.facts import About, FactGroup

_DERIVED = FactGroup(About.ORGANIZATION, "This installation", derived=True)


INSTALLATION_FACTS = (
    _DERIVED.yes_no(
        "org_mfa_required", "This installation asks every role for a second factor", checked=True
    ),
)
