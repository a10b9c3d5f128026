"""Facts about the security programme."""

from apps.core.facts import About, FactGroup

_SECURITY = FactGroup(About.ORGANIZATION, "Security programme")

_KEY_STORAGE = (
    ("service_apart", "In a key service, used by other people than those who read the data"),
    ("service", "In a key service, reachable by the people who read the data"),
    ("some", "Some in a key service, some elsewhere"),
    ("files", "In files, code or configuration"),
)
_ENVELOPE = (
    ("all", "Yes, for all stores with personal data"),
    ("some", "For some stores"),
    ("none", "One key encrypts data directly"),
)
_EXCHANGE = (
    ("recipient_key", "To the recipient's public key (asymmetric or hybrid)"),
    ("shared_secret", "With a password or key that travels by another way"),
    ("transport", "Only by the connection, or not at all"),
)
_QUANTUM = (
    ("plan", "Long-lived secrets are listed and a dated plan moves them"),
    ("listed", "Long-lived secrets are listed, without a plan"),
    ("none", "Nobody has looked"),
)
_BACKUP_KEYS = (
    ("apart", "Every backup, with keys kept in another place"),
    ("beside", "Every backup, some with the key beside it"),
    ("some", "Some backups"),
    ("none", "No backup"),
)
_CREDENTIALS = (
    ("schedule_and_events", "On schedule, and at once after a leak or a leaver"),
    ("events", "At once after a leak or a leaver, without a schedule"),
    ("schedule", "On schedule only"),
    ("never", "No procedure"),
)
_ROLES_WRITTEN = (
    ("all", "For every system with data or models"),
    ("some", "For some systems"),
    ("none", "Not written"),
)
_RESISTS_PHISHING = (
    ("everyone", "Everyone: staff, service providers and contractors"),
    ("admins", "All administrators"),
    ("none", "Not even all administrators"),
)
_PASSWORDS = (
    ("enforced", "A policy is enforced and people have a password manager, or none are used"),
    ("rule", "A rule that people should follow"),
    ("none", "Neither"),
)
_PORTS = (
    ("checked", "Limited by a rule, and a scan compares it with what is open"),
    ("rule", "Limited by a rule that is not checked"),
    ("none", "Not limited"),
)
_PLACES = (
    ("both", "Places and devices"),
    ("some", "Only one of the two"),
    ("none", "Neither"),
)
_SIGN_INS = (
    ("alerts", "Alerts reach a person who acts"),
    ("recorded", "Recorded, looked at now and then"),
    ("none", "Not noticed"),
)
_INTRUSION = (
    ("always", "All of them, alarms reach a person at any hour"),
    ("office", "All of them, alarms reach a person in office hours"),
    ("part", "Some of them"),
    ("none", "None of them"),
)

SECURITY_FACTS = (
    _SECURITY.yes_no(
        "org_security_officer",
        "A security officer is named",
        "One person who answers for the security policies and procedures.",
    ),
    _SECURITY.yes_no(
        "org_incident_plan",
        "A current incident response plan exists",
        "Written, with roles and contacts, how incidents are noticed and answered and their harm "
        "limited, and known to those it names.",
    ),
    _SECURITY.yes_no("org_incident_exercised", "The incident plan was exercised this year"),
    _SECURITY.yes_no("org_kms", "Keys live in a key management service", every=True),
    _SECURITY.choice("org_key_storage", "Where encryption keys are kept", _KEY_STORAGE),
    _SECURITY.choice(
        "org_envelope", "Data keys are themselves encrypted by a master key", _ENVELOPE
    ),
    _SECURITY.choice("org_exchange", "How files for others are encrypted", _EXCHANGE),
    _SECURITY.choice(
        "org_quantum",
        "Readiness for quantum computers",
        _QUANTUM,
        "Data that has to stay secret for more than ten years, and the key exchanges that guard "
        "it: what is recorded today can be read later.",
    ),
    _SECURITY.yes_no(
        "org_secret_vault", "A secret vault is offered to all teams and its use is the rule"
    ),
    _SECURITY.yes_no(
        "org_secret_scanning",
        "Code, notebooks and images are searched for secrets",
        "By a tool, on every change.",
    ),
    _SECURITY.choice(
        "org_credentials", "When standing passwords, keys and tokens are replaced", _CREDENTIALS
    ),
    _SECURITY.choice(
        "org_roles_written",
        "Roles that give access are written, with what each may do and why",
        _ROLES_WRITTEN,
    ),
    _SECURITY.yes_no("org_backups_encrypted", "Every backup is encrypted", every=True),
    _SECURITY.choice("org_backup_keys", "Which backups are encrypted", _BACKUP_KEYS),
    _SECURITY.yes_no(
        "org_patching",
        "Security updates are applied within a set time",
        "Hosts, drivers, libraries and serving software, training clusters included.",
        every=True,
    ),
    _SECURITY.yes_no(
        "org_integrity_procedures",
        "Written procedures protect health data from improper change and destruction",
        "Followed, in data pipelines too.",
        every=True,
    ),
    _SECURITY.choice("org_ports", "Ports, services and protocols of systems with data", _PORTS),
    _SECURITY.choice("org_places", "Guarded against strangers, theft and loss", _PLACES),
    _SECURITY.choice("org_sign_ins_watched", "Failed and unusual sign-ins", _SIGN_INS),
    _SECURITY.choice(
        "org_intrusion",
        "Hosts, containers and networks that are watched for intrusion",
        _INTRUSION,
        "Of those that carry data or models.",
    ),
    _SECURITY.yes_no("org_access_reviewed", "Access rights were reviewed this quarter"),
    _SECURITY.yes_no(
        "org_devices_encrypted",
        "Disks of all laptops and workstations are encrypted",
        "Enforced by device management.",
        every=True,
    ),
    _SECURITY.number(
        "org_key_rotation_months",
        "Months after which data keys are rotated",
        "Leave unknown if there is no schedule.",
    ),
    _SECURITY.yes_no(
        "org_mfa_everywhere",
        "Every system with data or models asks for a second factor",
        "Clusters, notebooks, consoles and stores; this installation is counted by itself.",
        every=True,
    ),
    _SECURITY.choice(
        "org_phishing_resistant",
        "Who signs in with a factor that resists phishing",
        _RESISTS_PHISHING,
        "A passkey or security key.",
    ),
    _SECURITY.choice("org_passwords", "Strength of passwords that remain", _PASSWORDS),
    _SECURITY.yes_no(
        "org_unique_accounts",
        "Every person has an account of their own",
        "With a password, key or the like to prove it. No shared log-ins on any system with data, "
        "clusters and notebook servers included.",
        every=True,
    ),
    _SECURITY.number(
        "org_session_timeout_minutes",
        "Minutes after which idle sessions end",
        "The longest time on any system with personal data.",
    ),
    _SECURITY.number(
        "org_leaver_hours",
        "Hours until a leaver's access ends",
        "Counted from the end of duty, by a procedure for all systems.",
    ),
    _SECURITY.number(
        "org_log_retention_months",
        "Months after which access logs are deleted",
        "They are kept until then. Leave unknown where there is no end.",
    ),
    _SECURITY.yes_no(
        "org_malware_protection",
        "Machines and incoming files are checked for malicious software",
        "Model files and packages count as incoming files; finds are reported.",
        every=True,
    ),
    _SECURITY.yes_no(
        "org_penetration_tested",
        "Systems were penetration-tested in the last 12 months",
        "With the systems that train and serve models in scope.",
    ),
    _SECURITY.yes_no("org_restore_tested", "A restore was tried in the last 12 months"),
    _SECURITY.yes_no("org_media_sanitised", "Disks and media are wiped by a procedure"),
    _SECURITY.yes_no(
        "org_contingency_plan",
        "A plan for emergencies and recovery exists",
        "Written: how systems and data come back from backups, in what order and by when.",
        every=True,
    ),
)
