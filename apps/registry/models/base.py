"""What pipelines, datasets and trained models have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.urls import reverse

from apps.core import clock
from apps.core.access import Actor, visible_rows
from apps.core.facts import plain
from apps.core.models import FactsField, VersionedModel
from apps.core.scope import Scope
from apps.organizations.models import Team
from apps.trail.refs import TrailRef


class Status(models.TextChoices):
    ACTIVE = "active", "Active"
    RETIRED = "retired", "Retired"


# A name is one line; longer texts may break lines.
ONE_LINE = RegexValidator(
    r"[\x00-\x1f\x7f\u2028\u2029]", "Remove line breaks and control characters.", inverse_match=True
)
NO_CONTROLS = RegexValidator(
    r"[\x00-\x08\x0b-\x1f\x7f]", "Remove the control characters.", inverse_match=True
)


class RegisteredQuerySet(models.QuerySet[Any]):
    """Vocabulary shared by the three registered kinds."""

    def visible_to(self, actor: Actor) -> Self:
        """Rows this actor may see: organisation-wide role, own team, or an unexpired grant."""
        return self.filter(visible_rows(actor, team="team_id", grant={self.model.kind: "pk"}))

    def active(self) -> Self:
        return self.filter(status=Status.ACTIVE)


class RegisteredObject(VersionedModel):
    """A thing the organisation answers for. Only name, team and purpose are mandatory."""

    kind: ClassVar[str]

    team = models.ForeignKey(Team, models.PROTECT, related_name="%(class)ss")
    name = models.CharField(max_length=160, validators=[ONE_LINE])
    purpose = models.TextField(max_length=2000, validators=[NO_CONTROLS, MaxLengthValidator(2000)])
    description = models.TextField(
        max_length=10_000, blank=True, validators=[NO_CONTROLS, MaxLengthValidator(10_000)]
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_%(class)ss",
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_reason = models.CharField(max_length=300, blank=True, validators=[ONE_LINE])
    facts = FactsField()

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(RegisteredQuerySet)()

    if TYPE_CHECKING:
        # Each kind has its own table of these, reached by the same name.
        revisions: Any

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def is_retired(self) -> bool:
        return self.status == Status.RETIRED

    def access_scope(self) -> Scope:
        return Scope(team_id=self.team_id, kind=self.kind, pk=self.pk)

    def trail_ref(self) -> TrailRef:
        return TrailRef(self.kind, str(self.public_id), self.name, self.team_id)

    def get_absolute_url(self) -> str:
        return reverse(f"registry:{self.kind}", args=[self.public_id])

    def known(self) -> dict[str, Any]:
        """Facts typed in or imported, as key -> value."""
        return plain(self.facts)


class Marked(RegisteredObject):
    """A registered object whose facts say what kind of data it holds or learnt from.

    `inherited` is what arrives along lineage at any of its versions: item -> [own version, the
    version that says so, through which parent, links between, source of the fact]. `marks` are its
    sensitivity marks, blanks between them. Both follow from facts and lineage and are kept beside
    them, so that lists, filters and questionnaires need not walk either; only `facts.services` and
    `lineage.inheriting` write them. A new rule for them needs a migration like 0007 again.
    """

    inherited = models.JSONField(default=dict, blank=True, editable=False)
    marks = models.CharField(max_length=60, default="unknown", editable=False)

    class Meta:
        abstract = True


class Revision(models.Model):
    """One saved state: what was done, what it changed, and the whole state for later."""

    number = models.PositiveIntegerField()
    action = models.CharField(max_length=40)
    at = models.DateTimeField(default=clock.now)
    by = models.CharField(max_length=200)
    changes = models.JSONField(default=dict)
    state = models.JSONField(default=dict)

    class Meta:
        abstract = True
        ordering = ("-number",)

    def __str__(self) -> str:
        return f"revision {self.number}"
