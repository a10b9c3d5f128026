"""What one reviewer's decisions in one campaign look like, as figures and as signs."""

from __future__ import annotations

from collections import Counter

from apps.core.access import Actor

from ..models import Campaign, Decision
from ..rules.decisions import Verdict
from ..rules.flags import weighty
from ..rules.quality import Judged, measure, sign_words, signs


def my_signs(actor: Actor, campaign: Campaign) -> list[str]:
    """What hints that this reviewer did not look, in sentences; only ever shown to them."""
    if not campaign.measures_reviewers:
        return []
    figures = measure(_judged(actor, campaign))
    return [sign_words(sign, figures) for sign in signs(figures)]


def _judged(actor: Actor, campaign: Campaign) -> list[Judged]:
    rows = Decision.objects.filter(
        item__campaign=campaign, reviewer=actor.user_id, superseded_at=None
    ).order_by("pk")
    told = list(rows.values_list("verdict", "item__flags", "bulk", "context_opened", "seconds"))
    acts = Counter(bulk for _, _, bulk, _, _ in told)
    return [
        Judged(
            verdict=Verdict(verdict),
            flagged=bool(weighty(flags.split())),
            bulk=bulk is not None,
            opened=opened,
            seconds=seconds if seconds is None or bulk is None else seconds / acts[bulk],
        )
        for verdict, flags, bulk, opened, seconds in told
    ]
