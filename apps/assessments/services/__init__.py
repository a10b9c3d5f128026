"""Writes of assessments, one module per noun; import what you need from here."""

from .answering import Entry, Saved, restore_answer, save_answer
from .attaching import attach_evidence, detach_evidence, file_and_attach
from .discussing import add_comment, assign_section, unassign_section
from .reviewing import (
    approve_assessment,
    approve_questions,
    ask_back,
    request_changes,
    submit_assessment,
)
from .scores import refresh_pipeline, work_off_refreshes
from .snapshots import document_of, snapshot_for_pack
from .starting import start_assessment

__all__ = [
    "Entry",
    "Saved",
    "add_comment",
    "approve_assessment",
    "approve_questions",
    "ask_back",
    "assign_section",
    "attach_evidence",
    "detach_evidence",
    "document_of",
    "file_and_attach",
    "refresh_pipeline",
    "request_changes",
    "restore_answer",
    "save_answer",
    "snapshot_for_pack",
    "start_assessment",
    "submit_assessment",
    "unassign_section",
    "work_off_refreshes",
]
