"""Facts that a person states about a trained model."""

from apps.core.facts import About, FactGroup

from .words import CCPA_DECISIONS, EFFECTS, EXPOSURES, ORIGINS, SUBJECTS, USE_LIMITS

_DATA = FactGroup(About.MODEL, "Data behind it")
_DECISIONS = FactGroup(About.MODEL, "Decisions about people")
_EXPOSURE = FactGroup(About.MODEL, "Exposure")
_TESTS = FactGroup(About.MODEL, "Tests")
_SUPPLY = FactGroup(About.MODEL, "Supply chain")
_LIFE = FactGroup(About.MODEL, "Documents and life cycle")

_ATTACKS = (
    ("membership_inference", "Membership inference"),
    ("inversion", "Model inversion"),
    ("extraction", "Model extraction"),
    ("attribute_inference", "Attribute inference"),
    ("prompt_leakage", "Leakage through prompts"),
)
_EXCEPTIONS = (
    ("contract", "Needed for a contract"),
    ("law", "Allowed by law"),
    ("explicit_consent", "Explicit consent"),
    ("none", "No ground"),
)

# What came out, not that somebody tried.
_RESULTS = (
    ("met", "Tested on this version, limit met"),
    ("no_limit", "Tested on this version, no limit was set"),
    ("earlier", "Tested on an earlier version only"),
    ("missed", "Tested, limit not met"),
    ("none", "Not tested"),
)
_RED_TEAM = (
    ("closed", "Independent people did; findings are closed or accepted by name"),
    ("open", "Independent people did; findings are open"),
    ("builders", "The builders did it themselves"),
    ("none", "Nobody did"),
)
_LOOKUPS = (
    ("none", "It looks up nothing"),
    ("user_rights", "What the user who asks may see"),
    ("filtered", "Everything; answers are filtered afterwards"),
    ("everything", "Everything"),
)
_WRITERS = (
    ("known", "Known people and jobs, and additions are checked"),
    ("team", "The whole team, or unchecked"),
    ("anybody", "Users or outsiders"),
)
_TOOLS = (
    ("none", "It has no tools"),
    ("limited", "Only what the task and the user's rights allow; weighty acts wait for a person"),
    ("rights", "Only what the task allows; it acts alone"),
    ("wide", "More than the task needs"),
)
_STOPPING = (
    ("fallback", "Within an hour, and its users can go on in another way"),
    ("off", "Within an hour, and its users are left without"),
    ("slow", "It would take longer"),
)
_ACCURACY = (
    ("groups", "From outcomes, by group of people"),
    ("outcomes", "From outcomes, for all together"),
    ("test", "From the test set only"),
    ("none", "It is not known"),
)
_SIGNATURE = (
    ("enforced", "Signed, and serving refuses anything else"),
    ("signed", "Signed; nothing checks it by itself"),
    ("none", "Not signed"),
)

MODEL_FACTS = (
    _DATA.yes_no(
        "model_personal_training",
        "Trained on personal data",
        "What the data it was trained on is known to hold comes here by itself, along lineage.",
    ),
    _DATA.yes_no("model_special_training", "Trained on special category data", "GDPR Art. 9."),
    _DATA.yes_no("model_phi_training", "Trained on PHI"),
    _DATA.yes_no("model_children_training", "Trained on data of children"),
    _DATA.yes_no(
        "model_criminal_training", "Trained on data on convictions or offences", "GDPR Art. 10."
    ),
    _DATA.yes_no(
        "model_ccpa_sensitive_training",
        "Trained on data sensitive under CCPA",
        "Cal. Civ. Code 1798.140(ae).",
    ),
    _DATA.many("model_origins", "Where its training data comes from", ORIGINS),
    _DATA.many("model_use_limits", "Limits on its use", USE_LIMITS),
    _DATA.text(
        "model_left_behind",
        "Why it did not learn what its training data holds",
        "Only where a fact above says no and the data it was trained on says yes.",
    ),
    _DATA.yes_no("model_sensitive_proxies", "Features stand in for sensitive traits"),
    _DATA.yes_no("model_outputs_personal", "Outputs are personal data"),
    _DATA.yes_no("model_generative", "Generates text, images or sound"),
    _DATA.yes_no(
        "model_dp_training",
        "Trained with differential privacy, with a stated budget",
        "Epsilon and delta, and how they were counted.",
    ),
    _DATA.choice("model_lookups", "What it looks up for an answer", _LOOKUPS),
    _DATA.choice("model_lookup_writers", "Who can add to what it looks up", _WRITERS),
    _DATA.choice("model_tools", "What its tools can do", _TOOLS, "For generative models."),
    _DECISIONS.choice("model_decision_effect", "Part in decisions", EFFECTS),
    _DECISIONS.yes_no(
        "model_significant",
        "Decisions have a legal or similarly significant effect (GDPR)",
        "GDPR Art. 22(1): on rights, or as weighty in a life as a refused credit or job.",
    ),
    _DECISIONS.many(
        "model_ccpa_decisions",
        "What its decisions provide or deny (California)",
        CCPA_DECISIONS,
        "11 CCR 7001(ddd). Other decisions are not significant under the CCPA, advertising among "
        "them; say none then.",
    ),
    _DECISIONS.many("model_affected", "Who is affected", SUBJECTS),
    _DECISIONS.yes_no("model_human_review", "A person reviews results before they take effect"),
    _DECISIONS.yes_no(
        "model_reviewer_interprets",
        "The reviewer knows how to interpret and use the output",
        "11 CCR 7001(e)(1)(A).",
    ),
    _DECISIONS.yes_no(
        "model_reviewer_analyses",
        "The reviewer weighs the output with other information that matters",
        "11 CCR 7001(e)(1)(B): looks at it, and at whatever else bears on the decision.",
    ),
    _DECISIONS.yes_no(
        "model_reviewer_can_change",
        "The reviewer can change the result",
        "With the authority, the time and the inputs to do so.",
    ),
    _DECISIONS.choice(
        "model_decision_exception",
        "Ground for automated decisions",
        _EXCEPTIONS,
        "GDPR Art. 22(2); only for decisions of weight made without a person.",
    ),
    _DECISIONS.yes_no(
        "model_people_informed", "People are told before the decision that a model takes part"
    ),
    _DECISIONS.yes_no(
        "model_human_on_request",
        "People are told how to get a human to look at their case",
        "Counts only when somebody does look, and may change the result.",
    ),
    _DECISIONS.yes_no(
        "model_contest_route",
        "People can give their view, contest a decision and get a reasoned answer",
    ),
    _DECISIONS.yes_no("model_explanation", "A decision can be explained to the person"),
    _EXPOSURE.choice("model_exposure", "Who can reach it", EXPOSURES),
    _EXPOSURE.yes_no(
        "model_access_authenticated",
        "Every caller is authenticated",
        "By an identity of its own.",
        every=True,
    ),
    _EXPOSURE.yes_no(
        "model_rate_limited", "Requests per minute are limited for each caller", every=True
    ),
    _EXPOSURE.yes_no("model_query_budget", "Each caller has a budget over days or weeks"),
    _EXPOSURE.yes_no("model_queries_logged", "Queries are logged by caller", every=True),
    _EXPOSURE.yes_no(
        "model_inputs_validated",
        "Inputs are checked before inference",
        "Type, size and range.",
        every=True,
    ),
    _EXPOSURE.yes_no("model_output_filtered", "Outputs are filtered or rounded"),
    _EXPOSURE.yes_no(
        "model_weights_restricted",
        "Only named people and services can read the model file",
        every=True,
    ),
    _EXPOSURE.yes_no("model_watermarked", "Carries a watermark"),
    _EXPOSURE.yes_no("model_fingerprinted", "A fingerprint lets us recognise a copy"),
    _TESTS.yes_no("model_attack_tested", "Tested against privacy attacks"),
    _TESTS.many(
        "model_attacks_tested",
        "Privacy attacks tested on the current version",
        _ATTACKS,
        "Set only what was run on this version.",
    ),
    _TESTS.choice("model_membership_test", "Membership inference", _RESULTS),
    _TESTS.choice(
        "model_inversion_test",
        "Inversion and attribute inference",
        _RESULTS,
        "Whether features or records of people come back.",
    ),
    _TESTS.choice(
        "model_leakage_test",
        "Leakage through prompts",
        _RESULTS,
        "Personal data from training, context or other users; generative models only.",
    ),
    _TESTS.choice(
        "model_injection_test",
        "Instructions hidden in content",
        _RESULTS,
        "Planted in documents, web pages, tool results or user text; generative models only.",
    ),
    _TESTS.choice("model_adversarial_test", "Manipulated inputs", _RESULTS),
    _TESTS.yes_no("model_adversarial_tested", "Tested against manipulated inputs"),
    _TESTS.choice("model_red_team", "Who tried to misuse the current version", _RED_TEAM),
    _TESTS.yes_no("model_red_teamed", "A red team tried to misuse the current version"),
    _TESTS.choice("model_accuracy_source", "How its accuracy in use is known", _ACCURACY),
    _TESTS.yes_no("model_fairness_tested", "Results were compared between groups of people"),
    _TESTS.yes_no("model_accuracy_reported", "Accuracy is reported with its uncertainty"),
    _TESTS.yes_no("model_drift_monitored", "Drift is monitored on a schedule, with limits"),
    _SUPPLY.yes_no("model_external_base", "Built on a model from outside"),
    _SUPPLY.yes_no(
        "model_base_changed",
        "That model was changed by you, or for you",
        "Retrained, fine-tuned, or changed in what it can do or how well. Set no where the "
        "supplier's model is used as it came. Only where it is built on a model from outside.",
    ),
    _SUPPLY.yes_no("model_base_license", "The licence of the base model is recorded"),
    _SUPPLY.yes_no("model_signed", "The artefact is signed"),
    _SUPPLY.choice("model_signature", "Signature of the model file", _SIGNATURE),
    _SUPPLY.yes_no("model_safe_format", "Stored in a format that cannot run code"),
    _SUPPLY.yes_no(
        "model_sbom", "A bill of materials exists", "It lists packages, base models and datasets."
    ),
    _SUPPLY.yes_no("model_build_attested", "The build signed what went into it"),
    _LIFE.yes_no("model_card", "A model card exists"),
    _LIFE.yes_no(
        "model_erasure_plan",
        "There is a plan for erasing a person's influence",
        "With a date by which the person is out.",
    ),
    _LIFE.yes_no("model_retention_set", "Old versions and checkpoints have a deletion date"),
    _LIFE.yes_no("model_rollback", "The previous version can be put back"),
    _LIFE.choice("model_stopping", "How it can be switched off", _STOPPING),
)
