"""Rounds of review: opened at submission, sampled once, closed with what was accepted."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.db.models import QuerySet

from apps.accounts.models import User
from apps.core import clock
from apps.core.access import Actor, require
from apps.core.errors import DomainError
from apps.core.writing import limited_text, locked, validated
from apps.organizations.selectors import people_who_may
from apps.trail.services import record

from ..actions import SAMPLED
from ..engine.workbook import Workbook
from ..models import REMARK_LENGTH, Assessment, ReviewRound
from ..permissions import REVIEW
from .reading import Reading, newest_round, submitted_items


def open_round(workbook: Workbook) -> ReviewRound:
    """The round of a submission, with what was handed in."""
    return ReviewRound.objects.create(
        assessment=workbook.assessment, items=submitted_items(workbook), opened_at=clock.now()
    )


@transaction.atomic
def choose_sample(*, actor: Actor, assessment: Assessment, share: int) -> ReviewRound:
    """Read this share of the answers beside those that are always read; 100 reads everything.

    The seed is drawn once a round and printed: nobody draws until the sample pleases. A later
    choice may only read more.
    """
    fresh = locked(assessment, related=("pipeline__team", "catalogue_version"))
    require(actor, REVIEW, fresh)
    chosen = newest_round(fresh)
    if chosen is None:
        raise DomainError("Nothing was handed in yet.", code="no_round")
    if chosen.seed and share < chosen.share:
        raise DomainError(
            "The sample of this review is drawn already. It can grow, not shrink.",
            code="sample_drawn",
            field="share",
        )
    chosen.share = share
    chosen.seed = chosen.seed or secrets.token_hex(8)
    chosen.chosen_by = actor.label[:200]
    validated(chosen, exclude=("accepted_by",)).save()
    record(actor, SAMPLED, fresh, {"share": share, "seed": chosen.seed})
    return chosen


def possible_acceptors(assessment: Assessment) -> QuerySet[User]:
    """People who may accept what stands as it is: whoever may review, but the submitter."""
    people = people_who_may(REVIEW, assessment.access_scope())
    return people.exclude(pk=assessment.submitted_by_id or 0)


def close_round(
    reading: Reading, *, seen: str, person: User | None, why: str, looked: bool
) -> None:
    """Refuse what cannot be approved; keep what was shown and what was accepted.

    Raises `DomainError`: somebody changed something since the page was opened, a change was not
    looked at, or a blocker or an answer nobody read is left and nobody accepts it.
    """
    if seen != reading.seen:
        raise DomainError(
            "Something changed since this page was opened. Nothing was approved; what changed is "
            "marked below. Look at it, then decide.",
            code="changed_meanwhile",
        )
    if reading.not_looked_at or (reading.gone and not looked):
        raise DomainError(
            "Answers changed since this was submitted. Look at each of them first.",
            code="changes_not_read",
        )
    words = limited_text(why, "acceptance", REMARK_LENGTH)
    if reading.needs_acceptance and not (words and person):
        raise DomainError(_left(reading), code="not_accepted", field="acceptance")
    chosen = reading.round
    if chosen is None:
        return
    if person and not possible_acceptors(reading.workbook.assessment).filter(pk=person.pk).exists():
        raise DomainError(
            "Choose somebody who may review this and did not submit it.",
            "wrong_person",
            "accepted_by",
        )
    chosen.seen = seen
    chosen.reviewed, chosen.total = len(reading.decided), len(reading.workbook.items)
    if reading.needs_acceptance:
        undecided = len(reading.undecided)
        chosen.accepted = {"blockers": list(reading.blockers), "undecided": undecided}
        chosen.accepted_by, chosen.acceptance = person, words
    validated(chosen, exclude=("accepted_by",)).save()


def _left(reading: Reading) -> str:
    blocking, undecided = len(reading.blockers), len(reading.undecided)
    parts = [f"{blocking} control{'' if blocking == 1 else 's'} still block"] if blocking else []
    if undecided:
        parts.append(f"{undecided} answer{'' if undecided == 1 else 's'} nobody decided on")
    return (
        f"{' and '.join(parts)}. Decide on them, or write why this is accepted as it is and name "
        "who accepts it."
    )
