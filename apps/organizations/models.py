"""Where people belong and what they may see."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from guardian.models import UserObjectPermissionBase

from apps.core import clock
from apps.core.access import GrantLevel, OrgRole, TeamRole
from apps.core.models import FactsField, PublicModel, VersionedModel
from apps.core.scope import Scope
from apps.trail.refs import TrailRef


class OrgRoleChoice(models.TextChoices):
    ADMINISTRATOR = OrgRole.ADMINISTRATOR.value, "Administrator"
    COMPLIANCE_OFFICER = OrgRole.COMPLIANCE_OFFICER.value, "Compliance officer"
    AUDITOR = OrgRole.AUDITOR.value, "Auditor"


class TeamRoleChoice(models.TextChoices):
    LEAD = TeamRole.LEAD.value, "Lead"
    CONTRIBUTOR = TeamRole.CONTRIBUTOR.value, "Contributor"
    VIEWER = TeamRole.VIEWER.value, "Viewer"


class Organization(VersionedModel):
    """The one organisation that runs this installation, with its facts and sign-in rules."""

    name = models.CharField(max_length=120)
    facts = FactsField()
    mfa_roles = models.JSONField(default=list, blank=True)
    is_demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name

    def access_scope(self) -> Scope:
        return Scope(team_id=None, kind="organization", pk=self.pk)

    def trail_ref(self) -> TrailRef:
        return TrailRef("organization", str(self.public_id), self.name)


class OrganizationRevision(models.Model):
    """One saved state of the organisation's facts; facts as of a date are read from here."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField(default=clock.now)
    by = models.CharField(max_length=200)
    changes = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                fields=("organization", "number"), name="organization_revision_unique"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organization} revision {self.number}"


class Team(PublicModel):
    name = models.CharField(max_length=120, unique=True)
    is_demo = models.BooleanField(default=False)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Membership")

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def access_scope(self) -> Scope:
        return Scope(team_id=self.pk, kind="team", pk=self.pk)

    def trail_ref(self) -> TrailRef:
        return TrailRef("team", str(self.public_id), self.name, self.pk)


class Given(models.Model):
    """By whom something was given to a person, when and why; empty in rows older than the fields.

    `granted_by` is a name, not a key: it stays when its account is gone.
    """

    granted_by = models.CharField(max_length=200, blank=True)
    granted_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


class Membership(Given, PublicModel):
    """A person's role in a team."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=TeamRoleChoice)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("user", "team"),
                name="membership_unique",
                violation_error_message="This person is in the team already.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} in {self.team}"


class OrganizationRole(Given, PublicModel):
    """A role across the organisation; an auditor's ends on a date."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="organization_roles"
    )
    role = models.CharField(max_length=20, choices=OrgRoleChoice)
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("user", "role"),
                name="organization_role_unique",
                violation_error_message="This person has the role already.",
            ),
            models.CheckConstraint(
                condition=~Q(role=OrgRoleChoice.AUDITOR) | Q(until__isnull=False),
                name="auditor_has_an_end",
                violation_error_message="An auditor's access needs an end date.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} as {self.get_role_display()}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def unused(self) -> InvitationQuerySet:
        """Neither accepted nor withdrawn; their week may be over."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)


class Invitation(PublicModel):
    """A way in for one e-mail address; only a digest of its token is kept."""

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120)
    org_role = models.CharField(max_length=20, choices=OrgRoleChoice, blank=True)
    org_role_until = models.DateField(null=True, blank=True)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True)
    team_role = models.CharField(max_length=20, choices=TeamRoleChoice, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.CharField(max_length=200)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Invitation]] = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(team__isnull=True, team_role="")
                | (Q(team__isnull=False) & ~Q(team_role="")),
                name="invitation_team_with_role",
                violation_error_message="Choose a team together with the role in it.",
            ),
            models.CheckConstraint(
                condition=~Q(org_role="") | (Q(team__isnull=False) & ~Q(team_role="")),
                name="invitation_gives_a_role",
                violation_error_message="Choose a role, or a team and a role in it.",
            ),
        )

    def __str__(self) -> str:
        return self.email

    @property
    def is_open(self) -> bool:
        closed = self.accepted_at or self.withdrawn_at
        return closed is None and self.expires_at > clock.now()

    def trail_ref(self) -> TrailRef:
        return TrailRef("invitation", str(self.public_id), self.name or self.email)


class ObjectGrant(UserObjectPermissionBase):
    """One object shared with one person from elsewhere; django-guardian with direct keys.

    Concrete models live beside the object they share and add `content_object`. The permission's
    codename is `view_<model>` or `contribute_<model>`. Expired rows stay as history.
    """

    kind: ClassVar[str]

    granted_by = models.CharField(max_length=200)
    granted_at = models.DateTimeField(default=clock.now)
    reason = models.CharField(max_length=300)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = True

    @property
    def level(self) -> GrantLevel:
        contributes = self.permission.codename.startswith("contribute_")
        return GrantLevel.CONTRIBUTE if contributes else GrantLevel.VIEW


def unended_roles() -> Q:
    """The filter for roles across the organisation that hold today; the last day still counts."""
    return Q(until__isnull=True) | Q(until__gte=clock.today())


def unexpired_grants() -> Q:
    """The filter for grants that have not run out; expired rows stay as history."""
    return Q(expires_at__isnull=True) | Q(expires_at__gt=clock.now())
