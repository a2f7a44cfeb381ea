//! The schemata of FollowTheMoney that are ties or documents; every other one is an entity.

/// A schema whose records tie two entities.
pub(super) struct Tie {
    pub(super) schema: &'static str,
    pub(super) subject: &'static str,
    pub(super) object: &'static str,
    pub(super) wording: &'static str,
}

const fn tie(schema: &'static str, subject: &'static str, object: &'static str, wording: &'static str) -> Tie {
    Tie { schema, subject, object, wording }
}

const TIES: [Tie; 20] = [
    tie("Ownership", "owner", "asset", "owns"),
    tie("Directorship", "director", "organization", "is a director of"),
    tie("Employment", "employee", "employer", "works for"),
    tie("Membership", "member", "organization", "is a member of"),
    tie("Family", "person", "relative", "is related to"),
    tie("Associate", "person", "associate", "is an associate of"),
    tie("Representation", "agent", "client", "represents"),
    tie("Payment", "payer", "beneficiary", "paid"),
    tie("Debt", "debtor", "creditor", "owes money to"),
    tie("Succession", "predecessor", "successor", "was succeeded by"),
    tie("UnknownLink", "subject", "object", "is linked to"),
    tie("Occupancy", "holder", "post", "holds the post"),
    tie("ContractAward", "supplier", "contract", "was awarded"),
    tie("ProjectParticipant", "participant", "project", "takes part in"),
    tie("CourtCaseParty", "party", "case", "is a party to"),
    tie("EconomicActivity", "declarant", "directorOrSupplier", "trades with"),
    tie("Documentation", "entity", "document", "is documented in"),
    tie("Similar", "candidate", "match", "may be the same as"),
    tie("Value", "owner", "asset", "holds"),
    tie("Trip", "traveller", "destination", "travelled to"),
];

const DOCUMENTS: [&str; 18] = [
    "Article",
    "Audio",
    "Document",
    "Email",
    "Folder",
    "HyperText",
    "Image",
    "Message",
    "Package",
    "Page",
    "Pages",
    "PlainText",
    "Table",
    "Video",
    "Workbook",
    "Web",
    "WebPage",
    "Note",
];

/// The tie that a schema is.
pub(super) fn tie_of(schema: &str) -> Option<&'static Tie> {
    TIES.iter().find(|tie| tie.schema == schema)
}

/// Whether records of a schema are texts.
pub(super) fn is_document(schema: &str) -> bool {
    DOCUMENTS.contains(&schema)
}
