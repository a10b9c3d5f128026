"""Pipelines, datasets, trained models and their versions, with facts and lineage."""
