"""Answers, review, scores, snapshots; its engine/ is pure."""
