"""An answer that facts of the same object give is said once: the facts are put on the object."""

from __future__ import annotations

import uuid

from apps.catalogue.content_types import Subject as SubjectKind
from apps.core.access import Actor
from apps.core.errors import DomainError, Refused
from apps.organizations.models import Organization
from apps.organizations.selectors import organization
from apps.registry.models import Dataset, RegisteredObject, TrainedModel
from apps.registry.objects.selectors import get_one

from ..engine.questionnaire import Asked
from ..engine.workbook import Workbook
from ..first_facts.services import state_facts
from ..workbooks import open_workbook
from .facts_stated import facts_stated


def state_answer(
    actor: Actor, workbook: Workbook, item: Asked, option: str
) -> tuple[Workbook, Asked]:
    """Put the facts that this answer states on the object; the workbook and the item after it.

    Whoever may answer and not change the object only answers. Raises a `DomainError` where a fact
    contradicts another one. Call in a transaction.
    """
    values = facts_stated(item, option, workbook.objects[item.subject.key].stored)
    if not values:
        return workbook, item
    obj = _object(actor, workbook, item)
    try:
        state_facts(actor=actor, obj=obj, values=values, expected_version=obj.lock_version)
    except Refused:
        return workbook, item
    after = open_workbook(workbook.assessment)
    now = after.find(*item.id)
    if now is None:
        raise DomainError(
            "With this on record the question is not asked any more. Change the facts on the page "
            f"of {item.subject.label}.",
            code="not_asked",
            field="option",
        )
    return after, now


def _object(actor: Actor, workbook: Workbook, item: Asked) -> Organization | RegisteredObject:
    about = workbook.objects[item.subject.key]
    if about.kind is SubjectKind.ORGANIZATION:
        return organization()
    if about.kind is SubjectKind.PIPELINE:
        return workbook.assessment.pipeline
    model = Dataset if about.kind is SubjectKind.DATASET else TrainedModel
    return get_one(actor, model, uuid.UUID(about.public_id))
