"""The wiring of MLSecure: settings, addresses, background work; no rule of the product."""

from mlsecure.celery import app as celery_app

__all__ = ["celery_app"]
