"""Whether an access keeps to the limits on the use of what it reaches. Pure."""

from __future__ import annotations

from collections.abc import Collection

from .access import Access


def outside_limits(access: Access, limits: Collection[str]) -> tuple[str, ...]:
    """Which limits (keys of the fact "Limits on its use") it does not keep, as far as it shows.

    Whether a purpose is one of those that a consent names cannot be seen from here.
    """
    passes_on = access.privilege == "export" or access.principal_kind == "external"
    other_purpose = bool(access.purpose) and "research" not in access.purpose.lower()
    broken = {
        "no_training": access.privilege == "train",
        "no_onward_transfer": passes_on,
        "research_only": other_purpose,
    }
    return tuple(limit for limit, is_broken in broken.items() if is_broken and limit in limits)
