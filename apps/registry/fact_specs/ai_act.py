"""Facts that a person states about a pipeline under the EU AI Act, an additional regime."""

from apps.core.facts import About, FactGroup

_AI_ACT = FactGroup(About.PIPELINE, "EU AI Act (additional)")

_AI_ACT_ROLES = (
    ("provider", "Provider: develops it, or has it developed, under its own name"),
    ("deployer", "Deployer: uses it under its authority"),
    ("both", "Both"),
    ("none", "Neither, or not used in the Union"),
)
_AI_ACT_CLASSES = (
    ("prohibited", "Does something that Art. 5 prohibits"),
    ("high_annex_iii", "High risk: a use of Annex III"),
    ("high_annex_i", "High risk: product or safety component of Annex I"),
    ("not_high", "A use of Annex III without profiling, found not high risk (Art. 6(3))"),
    ("other", "None of these"),
)
_AI_ACT_SITUATIONS = (
    ("interacts", "It talks directly with people"),
    ("generates", "It generates sound, image, video or text"),
    ("recognises", "It recognises emotions or sorts people by biometric data"),
    ("deep_fakes", "It makes deep fakes"),
    ("public_texts", "It writes texts that inform the public, published without an editor"),
)

AI_ACT_FACTS = (
    _AI_ACT.choice("pipeline_ai_act_role", "Role under the AI Act", _AI_ACT_ROLES),
    _AI_ACT.choice("pipeline_ai_act_class", "Risk class under the AI Act", _AI_ACT_CLASSES),
    _AI_ACT.many(
        "pipeline_ai_act_situations", "Situations of Art. 50 of the AI Act", _AI_ACT_SITUATIONS
    ),
    _AI_ACT.yes_no(
        "pipeline_ai_act_bias_data",
        "Special category data serves to find or correct bias",
        "AI Act Art. 4a.",
    ),
    _AI_ACT.yes_no(
        "pipeline_ai_act_rights_assessment",
        "Its deployer owes a fundamental rights impact assessment",
        "A public body, a private provider of public services, or use for credit scoring or for "
        "life and health insurance (AI Act Art. 27(1)).",
    ),
)
