"""Evidence behind answers: what is attached, and who sees it through that."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from apps.core import clock
from apps.core.access import Actor
from apps.evidence.models import Evidence, EvidenceRevision

from ..engine.questionnaire import Backing
from ..engine.scoring import ItemId
from ..models import Answer, AnswerEvidence


@dataclass(frozen=True, slots=True)
class Attached:
    """A piece of evidence on an answer, with its newest content."""

    evidence_id: uuid.UUID
    answer_id: int
    title: str
    kind: str
    owner: str | None
    counts_until: dt.date | None
    withdrawn_at: dt.datetime | None
    revision: int
    file_name: str
    url: str
    size: int | None
    digest: str

    @property
    def is_current(self) -> bool:
        ended = self.counts_until is not None and self.counts_until < clock.today()
        return self.withdrawn_at is None and not ended

    @property
    def status(self) -> str:
        """withdrawn, expired or current."""
        if self.withdrawn_at is not None:
            return "withdrawn"
        return "current" if self.is_current else "expired"


def attached_to(answer_ids: Collection[int]) -> dict[int, list[Attached]]:
    """What backs these answers, by answer key, oldest first; one query."""
    by_answer: dict[int, list[Attached]] = {}
    for attached in _attached(Q(answer_id__in=list(answer_ids))):
        by_answer.setdefault(attached.answer_id, []).append(attached)
    return by_answer


def attached_to_item(item: ItemId) -> list[Attached]:
    """What backs the answer to one question about one subject, answered yet or not."""
    question, subject = item
    return _attached(Q(answer__question_key=question, answer__subject_key=subject))


def _attached(chosen: Q) -> list[Attached]:
    newest = (
        EvidenceRevision.objects.filter(evidence=OuterRef("evidence"))
        .order_by("-number")
        .values("pk")[:1]
    )
    rows = (
        AnswerEvidence.objects.filter(chosen, removed_at__isnull=True)
        .filter(evidence__revisions__pk=Subquery(newest))
        .order_by("pk")
        .values_list(*_COLUMNS)
    )
    return [Attached(*row) for row in rows]


_COLUMNS = (
    "evidence__public_id",
    "answer_id",
    "evidence__title",
    "evidence__kind",
    "evidence__owner__name",
    "evidence__counts_until",
    "evidence__withdrawn_at",
    "evidence__revisions__number",
    "evidence__revisions__file_name",
    "evidence__revisions__url",
    "evidence__revisions__size",
    "evidence__revisions__digest",
)


def backing_of(answer_id: int) -> Backing:
    """The state of the evidence of one answer today."""
    attached = attached_to([answer_id]).get(answer_id, [])
    if any(piece.is_current for piece in attached):
        return Backing.CURRENT
    return Backing.EXPIRED if attached else Backing.NONE


def attachable(team_id: int | None) -> Q:
    """What may back answers about an object of this team (None: the organisation), as a condition
    on evidence: the team's own, and the organisation's. Attaching never shows anything on."""
    return Q(team=None) | Q(team_id=team_id)


def evidence_shared_with(actor: Actor) -> QuerySet[Evidence]:
    """Evidence behind answers about pipelines and objects that were shared with this actor.

    Only what belongs to the team of the shared object: a share shows nobody else's on.
    """
    shared = {kind: list(actor.grants.get(kind, {})) for kind in ("pipeline", "dataset", "model")}
    about = (
        _owned_by("answer__pipeline", shared["pipeline"])
        | _owned_by("answer__dataset", shared["dataset"])
        | _owned_by("answer__model", shared["model"])
        | _owned_by("answer__dataset__pipelines", shared["pipeline"])
        | _owned_by("answer__model__pipelines", shared["pipeline"])
    )
    attached = AnswerEvidence.objects.filter(about, removed_at__isnull=True)
    return Evidence.objects.filter(pk__in=attached.values("evidence_id"))


def _owned_by(path: str, pks: Collection[int]) -> Q:
    """The path leads to one of these objects, and the evidence belongs to its team."""
    return Q(**{f"{path}__in": pks, f"{path}__team": F("evidence__team")})


def pipelines_resting_on(evidence: Evidence) -> Q:
    """Pipelines whose answers a piece of evidence backs, as a condition on pipelines."""
    answers = Answer.objects.filter(
        attachments__evidence=evidence, attachments__removed_at__isnull=True
    )
    if answers.filter(pipeline=None, dataset=None, model=None).exists():
        return Q()
    return (
        Q(pk__in=answers.values("pipeline_id"))
        | Q(datasets__in=answers.filter(dataset__isnull=False).values("dataset_id"))
        | Q(trained_models__in=answers.filter(model__isnull=False).values("model_id"))
    )
