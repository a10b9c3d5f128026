from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.catalogue.models import CatalogueVersion
from apps.core import clock
from apps.core.models import PublicModel
from apps.evidence.models import Evidence
from apps.registry.models import Dataset, Pipeline, TrainedModel

NOTE_LENGTH = 10_000
JUSTIFICATION_LENGTH = 2_000


class AnswerState(models.TextChoices):
    ANSWERED = "answered", "Answered"
    NOT_APPLICABLE = "not_applicable", "Not applicable"
    DONT_KNOW = "dont_know", "Don't know"


class Answer(PublicModel):
    """The reply to one question about one object, whichever assessments need it.

    `subject_key` is `organization`, `pipeline:<id>`, `dataset:<id>` or `model:<id>` with the
    public id; the foreign keys say the same for the database. All empty means the organisation.
    """

    question_key = models.CharField(max_length=100)
    subject_key = models.CharField(max_length=60)
    pipeline = models.ForeignKey(
        Pipeline, models.PROTECT, null=True, blank=True, related_name="answers"
    )
    dataset = models.ForeignKey(
        Dataset, models.PROTECT, null=True, blank=True, related_name="answers"
    )
    model = models.ForeignKey(
        TrainedModel, models.PROTECT, null=True, blank=True, related_name="answers"
    )
    current = models.OneToOneField(
        "AnswerRevision", models.PROTECT, null=True, related_name="current_of"
    )
    evidence = models.ManyToManyField(Evidence, through="AnswerEvidence", related_name="answers")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                # also serves every assessment page: the answers about a set of subjects
                fields=("subject_key", "question_key"),
                name="answer_unique",
            ),
            models.CheckConstraint(
                condition=(
                    Q(pipeline__isnull=True, dataset__isnull=True, model__isnull=True)
                    | Q(pipeline__isnull=False, dataset__isnull=True, model__isnull=True)
                    | Q(pipeline__isnull=True, dataset__isnull=False, model__isnull=True)
                    | Q(pipeline__isnull=True, dataset__isnull=True, model__isnull=False)
                ),
                name="answer_about_one_subject",
            ),
        )

    def __str__(self) -> str:
        return f"{self.question_key} about {self.subject_key}"


class AnswerRevision(models.Model):
    """One version of an answer, never overwritten.

    `case` is the one of the question's cases in which it is claimed not to apply. `facts_used`
    holds the facts the answer was given on: when they change, it is open again. `wording` is the
    digest of the question as it read then: an answer to other words is given again. `is_override`
    marks an answer that sets a worked-out one aside; it needs a justification.
    """

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=AnswerState)
    option = models.CharField(max_length=60, blank=True)
    points = models.FloatField(null=True, blank=True)
    note = models.TextField(max_length=NOTE_LENGTH, blank=True)
    case = models.CharField(max_length=40, blank=True)
    justification = models.TextField(max_length=JUSTIFICATION_LENGTH, blank=True)
    is_override = models.BooleanField(default=False)
    facts_used = models.JSONField(default=dict)
    catalogue_version = models.ForeignKey(CatalogueVersion, models.PROTECT, related_name="+")
    wording = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(default=clock.now)
    by = models.CharField(max_length=200)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    checked_by = models.CharField(max_length=200, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("answer", "number"), name="answer_revision_unique"),
            models.CheckConstraint(
                condition=~Q(state=AnswerState.ANSWERED) | Q(points__gte=0, points__lte=1),
                name="answered_has_points",
            ),
            models.CheckConstraint(
                condition=~Q(state=AnswerState.NOT_APPLICABLE) | ~Q(justification="") | ~Q(case=""),
                name="not_applicable_is_justified",
                violation_error_message="Say why this does not apply.",
            ),
        )
        indexes = (
            # score as of a moment: revisions up to then
            models.Index(fields=("answer", "at"), name="answer_revision_as_of"),
        )

    def __str__(self) -> str:
        return f"{self.answer} revision {self.number}"


class AnswerEvidence(models.Model):
    """Evidence attached to an answer; taken off, it stays in the history."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="attachments")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="attachments")
    attached_at = models.DateTimeField(default=clock.now)
    attached_by = models.CharField(max_length=200)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("answer", "evidence"),
                condition=Q(removed_at__isnull=True),
                name="evidence_once_on_answer",
                violation_error_message="This evidence is attached already.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.evidence} on {self.answer}"
