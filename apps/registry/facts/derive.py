"""Facts that follow from other facts: pure functions on plain values, no database.

A fact set is a mapping of key to value; an unknown fact is an absent key, and stays absent unless
the known ones settle it. A list worked out from several records is known only when every record
has said its part: a half-known list would turn "not said" into "not among them".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apps.core.facts import all_yes, any_yes

from . import decisions, inheritance
from .implied import contradiction, implied

__all__ = ["contradiction"]

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StageFacts:
    kind: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class DatasetRecord:
    """What the registry itself knows of a dataset: its owner and its latest version."""

    owner_named: bool
    versioned: bool
    digest: bool = False
    schema: bool = False
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class ModelRecord:
    """What the registry itself knows of a model: its owner and its latest version."""

    owner_named: bool
    versioned: bool
    digest: bool = False
    trained_on: bool = False


def known(pairs: Mapping[str, Any]) -> dict[str, Any]:
    """The pairs whose value is known."""
    return {key: value for key, value in pairs.items() if value is not None}


def union(lists: Iterable[Sequence[str] | None]) -> list[str] | None:
    """All entries of all lists; unknown while one list is unknown, or there is none."""
    seen = list(lists)
    if not seen or any(entries is None for entries in seen):
        return None
    return sorted({entry for entries in seen for entry in entries or ()})


def dataset_facts(
    stated: Facts, record: DatasetRecord, inherited: Iterable[str] = ()
) -> dict[str, Any]:
    """Every fact of a dataset: stated, implied by what is stated, inherited, and from the registry.

    `inherited` are the items that arrive along lineage.
    """
    return {
        **with_sources("dataset", stated, inherited),
        **known(
            {
                "dataset_owner_named": record.owner_named,
                "dataset_versioned": record.versioned,
                "dataset_digest_recorded": record.digest,
                "dataset_schema_recorded": record.schema,
                "dataset_rows": record.rows,
            }
        ),
    }


def with_sources(kind: str, stated: Facts, inherited: Iterable[str]) -> dict[str, Any]:
    """Stated facts, what they imply, and what comes from the sources of the data.

    A list of origins that says no more than "derived" is left out: by itself it would read "not
    from the person". A single origin is there under its old key too, which the catalogues
    published before it became a list go on reading.
    """
    facts = {**stated, **implied(kind, stated)}
    facts |= inheritance.known(kind, facts, inherited)
    facts |= implied(kind, facts)
    if facts.get("dataset_origins") == [inheritance.DERIVED]:
        del facts["dataset_origins"]
    said = stated.get("dataset_origins", [])
    if len(said) == 1:
        facts["dataset_source"] = said[0]
    return facts


def model_facts(
    stated: Facts, record: ModelRecord, inherited: Iterable[str] = ()
) -> dict[str, Any]:
    """Every fact of a model: stated, implied, inherited, what that says of its decisions, and from
    the registry."""
    facts = with_sources("model", stated, inherited)
    return {
        **facts,
        **decisions.of_model(facts),
        "model_owner_named": record.owner_named,
        "model_versioned": record.versioned,
        "model_digest_recorded": record.digest,
        "model_training_data_recorded": record.trained_on,
    }


def pipeline_facts(
    stated: Facts,
    owner_named: bool,
    stages: Sequence[StageFacts],
    datasets: Sequence[Facts],
    models: Sequence[Facts],
) -> dict[str, Any]:
    """Every fact a pipeline question may read: stated, of the stages, data_* and models_*."""
    return {
        **stated,
        "pipeline_owner_named": owner_named,
        **from_stages(stages),
        **from_datasets(datasets),
        **from_models(models),
    }


def from_stages(stages: Sequence[StageFacts]) -> dict[str, Any]:
    """Facts of a pipeline that its stages settle; nothing while there are no stages."""
    if not stages:
        return {}
    every = _every(stages)
    training = [stage for stage in stages if stage.kind == "training"]
    regions = [stage.facts.get("stage_region") for stage in stages]
    return known(
        {
            "pipeline_stages": sorted({stage.kind for stage in stages}),
            "pipeline_regions": union([r] if r else None for r in regions),
            "pipeline_regions_differ": _differ(regions),
            "pipeline_encrypted_in_transit": every("stage_encryption_in_transit"),
            "pipeline_encrypted_at_rest": every("stage_encryption_at_rest"),
            "pipeline_isolated": every("stage_isolated"),
            "pipeline_training_isolated": _every(training)("stage_isolated"),
            "pipeline_secrets_managed": every("stage_secrets_managed"),
            "pipeline_logged": every("stage_logged"),
            "pipeline_lawful_basis_complete": all_yes(_has_basis(s.facts) for s in stages),
            "pipeline_lawful_bases": _bases(stages),
        }
    )


def _every(stages: Sequence[StageFacts]) -> Callable[[str], bool | None]:
    return lambda key: all_yes(stage.facts.get(key) for stage in stages)


def _differ(regions: Sequence[str | None]) -> bool | None:
    """Two different regions settle it; one unknown among equal ones does not."""
    named = {region.strip().casefold() for region in regions if region}
    if len(named) > 1:
        return True
    return None if not all(regions) else False


def _has_basis(facts: Facts) -> bool | None:
    """Whether a stage has the basis it needs; a stage without personal data needs none."""
    if facts.get("stage_personal_data") is False:
        return True
    basis = facts.get("stage_lawful_basis")
    if basis is None:
        return None
    if basis != "none":
        return True
    return False if facts.get("stage_personal_data") else None


def _bases(stages: Sequence[StageFacts]) -> list[str] | None:
    return union(
        _basis(stage.facts.get("stage_lawful_basis"), stage.facts.get("stage_personal_data"))
        for stage in stages
    )


def _basis(basis: str | None, personal: bool | None) -> list[str] | None:
    """The basis that is claimed; "none" is the absence of one, and without personal data none
    is needed."""
    if basis is not None:
        return [] if basis == "none" else [basis]
    return [] if personal is False else None


def _one(value: str | None) -> list[str] | None:
    return None if value is None else [value]


def from_datasets(datasets: Sequence[Facts]) -> dict[str, Any]:
    """data_*: what holds for some dataset of a pipeline; each input has all its facts."""
    some = _some(datasets)
    return known(
        {
            "data_personal": some("dataset_personal"),
            "data_special": some("dataset_special"),
            "data_phi": some("dataset_phi"),
            "data_deidentified": any_yes(_called_deidentified(d) for d in datasets),
            "data_children": some("dataset_children"),
            "data_criminal": some("dataset_criminal"),
            "data_ccpa_sensitive": some("dataset_ccpa_sensitive"),
            "data_ccpa_any": any_yes(_in_ccpa(facts) for facts in datasets),
            "data_sold_or_shared": some("dataset_sold_or_shared"),
            "data_transferred": some("dataset_transferred"),
            "data_encrypted_at_rest": all_yes(d.get("dataset_encrypted_at_rest") for d in datasets),
            "data_encrypted_in_transit": all_yes(
                d.get("dataset_encrypted_in_transit") for d in datasets
            ),
            "data_ccpa_categories": union(d.get("dataset_ccpa_categories") for d in datasets),
            "data_special_kinds": union(d.get("dataset_special_kinds") for d in datasets),
            "data_origins": union(d.get("dataset_origins") for d in datasets),
            "data_sources": union(_one(d.get("dataset_source")) for d in datasets),
            "data_lawful_bases": union(
                _basis(d.get("dataset_lawful_basis"), d.get("dataset_personal")) for d in datasets
            ),
            "data_explicit_consent": any_yes(_on_explicit_consent(facts) for facts in datasets),
        }
    )


def _some(records: Sequence[Facts]) -> Callable[[str], bool | None]:
    return lambda key: any_yes(facts.get(key) for facts in records)


def _on_explicit_consent(facts: Facts) -> bool | None:
    """Whether consent carries the special category data of a dataset (GDPR Art. 9(2)(a)); where
    there is none of it, a condition that was named carries nothing."""
    condition = facts.get("dataset_art9_condition")
    named = None if condition is None else condition == "explicit_consent"
    return all_yes([facts.get("dataset_special"), named])


def _called_deidentified(facts: Facts) -> bool | None:
    """Whether a dataset is said to have left HIPAA by one of its two ways (45 CFR 164.514(b))."""
    state = facts.get("dataset_deidentification")
    return None if state is None else state in {"safe_harbor", "expert_determined"}


def _in_ccpa(facts: Facts) -> bool | None:
    """Whether a dataset falls into a CCPA category (Cal. Civ. Code 1798.140(v)).

    PHI and data that another law takes out are outside (1798.145(c)(1), (e)); while that is
    unknown, so is the answer.
    """
    categories = facts.get("dataset_ccpa_categories")
    listed = None if categories is None else bool(categories)
    covered = any_yes([facts.get("dataset_ccpa_sensitive"), listed])
    if facts.get("dataset_personal") is False:
        covered = False
    outside = any_yes([facts.get("dataset_phi"), facts.get("dataset_ccpa_exempt")])
    return all_yes([covered, None if outside is None else not outside])


def from_models(models: Sequence[Facts]) -> dict[str, Any]:
    """models_*: what holds for some model of a pipeline."""
    some = _some(models)
    return known(
        {
            "models_exposures": union(_one(m.get("model_exposure")) for m in models),
            "models_effects": union(_one(m.get("model_decision_effect")) for m in models),
            "models_generative": some("model_generative"),
            "models_personal": some("model_personal_training"),
            "models_phi": some("model_phi_training"),
            "models_outputs_personal": some("model_outputs_personal"),
            "models_significant": some("model_significant"),
            "models_gdpr_automated": any_yes(
                decisions.both(m, "model_gdpr_automated", "model_significant") for m in models
            ),
            "models_ccpa_significant": some("model_ccpa_significant"),
            "models_ccpa_admt": any_yes(
                decisions.both(m, "model_ccpa_admt", "model_ccpa_significant") for m in models
            ),
        }
    )
