"""How accounts are protected."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet

from .models import User


def has_second_factor() -> Exists:
    """The condition on people that more than a password protects their account."""
    factors = Authenticator.objects.filter(user=OuterRef("pk"))
    return Exists(factors.exclude(type=Authenticator.Type.RECOVERY_CODES))


def people_without_second_factor() -> QuerySet[User]:
    """Everybody who signs in with a password alone."""
    return User.objects.filter(~has_second_factor(), is_active=True)
