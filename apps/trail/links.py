"""Where the page of a recorded object is; the trail knows no other app, only names of pages."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import NoReverseMatch, reverse

_PAGES: Mapping[str, str] = {
    "pipeline": "registry:pipeline",
    "dataset": "registry:dataset",
    "model": "registry:model",
    "evidence": "evidence:evidence",
    "assessment": "assessments:assessment",
    "pack": "packs:pack",
    "user": "organizations:person",
    "team": "organizations:team",
    "catalogue_version": "catalogue:version",
}


def page_of(target_type: str, target_id: str) -> str:
    """The address of the object's page; empty for what has none.

    The object may be gone or hidden from the reader since: its page then says so.
    """
    name = _PAGES.get(target_type)
    try:
        return reverse(name, args=[target_id]) if name else ""
    except NoReverseMatch:  # recorded with an id that is no id of a row, such as "many"
        return ""
