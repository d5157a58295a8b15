//! The options of commands that have many.

/// Of `build`.
pub(super) const BUILD: &[&str] = &[
    "decisions",
    "decisions-out",
    "by",
    "created",
    "out",
    "attachments",
    "reviewers",
    "secret",
    "sealed-out",
    "seal-key",
    "compliance",
    "open-parts",
    "review",
    "looked",
    "raise-limits",
];

/// Of `compliance`.
pub(super) const COMPLIANCE: &[&str] = &[
    "roster",
    "policy",
    "decisions",
    "from",
    "to",
    "today",
    "sample",
    "table",
    "out",
    "raise-limits",
];
