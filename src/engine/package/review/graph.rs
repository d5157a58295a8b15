//! A document as a graph of the CASE ontology 1.5 (JSON-LD), for laboratories whose tools load such.
//! What the export does not say stands in none of its fields: who was written to, whether it arrived.
//!
//! Every node has a UUID of version 5 made of the package's name and of what the node is about, so
//! that the same package gives the same graph, and the graphs of a package's days fit together: an
//! account has one name in all of them.

use serde_json::{Value, json};
use uuid::{Uuid, uuid};

use super::days::{Day, ZoneClock};
use super::record::Record;
use super::rsmf::Common;
use crate::engine::digest::sha256_hex;

/// The prefixes of the names. Source: UCO 1.5, CASE 1.5.
const PREFIXES: [(&str, &str); 8] = [
    (
        "action",
        "https://ontology.unifiedcyberontology.org/uco/action/",
    ),
    (
        "core",
        "https://ontology.unifiedcyberontology.org/uco/core/",
    ),
    (
        "identity",
        "https://ontology.unifiedcyberontology.org/uco/identity/",
    ),
    (
        "observable",
        "https://ontology.unifiedcyberontology.org/uco/observable/",
    ),
    (
        "tool",
        "https://ontology.unifiedcyberontology.org/uco/tool/",
    ),
    (
        "types",
        "https://ontology.unifiedcyberontology.org/uco/types/",
    ),
    (
        "investigation",
        "https://ontology.caseontology.org/case/investigation/",
    ),
    ("co", "http://purl.org/co/"),
];

/// What our names begin with. It never changes.
const OURS: Uuid = uuid!("6f5b0d0c-9a7e-4d53-8e0b-5f1c2a7b9d36");

/// Makes names of nodes.
struct Names<'a> {
    /// The package's name without its ending.
    package: &'a str,
    thread: u32,
}

impl Names<'_> {
    fn of(&self, kind: &str, what: &str) -> String {
        let text = format!("{}\0{kind}\0{what}", self.package);
        Uuid::new_v5(&OURS, text.as_bytes()).urn().to_string()
    }

    fn account(&self, sender: &str) -> String {
        self.of("account", &format!("{}\0{sender}", self.thread))
    }

    fn message(&self, record: &Record) -> String {
        self.of("message", &format!("{}\0{}", self.thread, record.i))
    }
}

fn typed(kind: &str, value: &str) -> Value {
    json!({"@type": format!("http://www.w3.org/2001/XMLSchema#{kind}"), "@value": value})
}

fn refers(id: &str) -> Value {
    json!({"@id": id})
}

/// The graph of a day. `number` is the document's.
pub(super) fn graph(
    package: &str,
    number: &str,
    common: Common<'_>,
    day: &Day,
    embedded: &[(String, Vec<u8>)],
) -> String {
    let names = Names {
        package,
        thread: common.thread,
    };
    let application = names.of("application", "");
    let mut nodes = vec![json!({
        "@id": application, "@type": "observable:Application", "core:name": "WhatsApp",
    })];
    let senders = super::rsmf::participants(day);
    nodes.extend(
        senders
            .iter()
            .map(|sender| account(&names, sender, &application)),
    );
    for record in &day.records {
        nodes.push(message(&names, record, common.clock, &application));
        nodes.extend(files(&names, record, embedded));
    }
    nodes.push(thread(&names, number, common, day, &senders));
    nodes.extend(provenance(&names, number, common));
    let context: serde_json::Map<String, Value> = PREFIXES
        .iter()
        .map(|(prefix, iri)| ((*prefix).to_owned(), Value::from(*iri)))
        .collect();
    let graph = json!({"@context": context, "@graph": nodes});
    format!("{graph}\n")
}

fn account(names: &Names<'_>, sender: &str, application: &str) -> Value {
    let id = names.account(sender);
    let facet = |kind: &str| names.of(kind, &id);
    json!({
        "@id": id,
        "@type": "observable:ApplicationAccount",
        "core:name": sender,
        "core:hasFacet": [
            {
                "@id": facet("AccountFacet"),
                "@type": "observable:AccountFacet",
                "observable:accountIdentifier": sender,
            },
            {
                "@id": facet("ApplicationAccountFacet"),
                "@type": "observable:ApplicationAccountFacet",
                "observable:application": refers(application),
            },
        ],
    })
}

fn message(names: &Names<'_>, record: &Record, clock: &ZoneClock, application: &str) -> Value {
    let id = names.message(record);
    let mut facet = json!({
        "@id": names.of("MessageFacet", &id),
        "@type": "observable:MessageFacet",
        "observable:application": refers(application),
        "observable:messageID": record.i.to_string(),
        "observable:messageText": record.body,
        "observable:messageType": record.kind,
        "observable:sessionID": format!("C{}", names.thread),
    });
    if let Some(fields) = facet.as_object_mut() {
        if let Some(sender) = &record.sender {
            let from = refers(&names.account(sender));
            fields.insert("observable:from".to_owned(), from);
        }
        if let Some(at) = record.at.as_deref().and_then(|at| clock.read(at)) {
            let at = typed("dateTime", &at.rfc3339());
            fields.insert("observable:sentTime".to_owned(), at);
        }
    }
    let mut said = Vec::new();
    if !record.stamp.is_empty() {
        said.push(format!("Stamp in the export: {}", record.stamp));
    }
    if !record.flags.is_empty() {
        said.push(format!("Flags: {}", record.flags.join(" ")));
    }
    if !record.codes.is_empty() {
        let codes: Vec<&str> = record.codes.iter().map(String::as_str).collect();
        said.push(format!("Withheld: {}", codes.join(" ")));
    }
    let mut node = json!({"@id": id, "@type": "observable:Message", "core:hasFacet": [facet]});
    if let (Some(fields), false) = (node.as_object_mut(), said.is_empty()) {
        let words = Value::from(said.join(". "));
        fields.insert("core:description".to_owned(), words);
    }
    node
}

/// The file that a record names, as the package holds it, and that it belongs to the message.
fn files(names: &Names<'_>, record: &Record, embedded: &[(String, Vec<u8>)]) -> Vec<Value> {
    let found = record
        .file()
        .and_then(|file| embedded.iter().find(|(name, _)| name == file));
    let Some((name, bytes)) = found else {
        return Vec::new();
    };
    let shown = record.attachment.as_ref().and_then(|it| it.name.as_deref());
    let message = names.message(record);
    // Two messages may name one file: each has a node of its own, and the digest says that they agree.
    let id = names.of("file", &format!("{message}\0{name}"));
    let facet = |kind: &str| names.of(kind, &id);
    let size = typed("integer", &bytes.len().to_string());
    let hash = json!({
        "@id": facet("Hash"),
        "@type": "types:Hash",
        "types:hashMethod": "SHA256",
        "types:hashValue": typed("hexBinary", &sha256_hex(bytes)),
    });
    let file = json!({
        "@id": id,
        "@type": "observable:File",
        "core:hasFacet": [
            {
                "@id": facet("FileFacet"),
                "@type": "observable:FileFacet",
                "observable:fileName": shown.unwrap_or(name),
                "observable:filePath": format!("data/media/{name}"),
                "observable:sizeInBytes": size,
            },
            {
                "@id": facet("ContentDataFacet"),
                "@type": "observable:ContentDataFacet",
                "observable:hash": [hash],
                "observable:sizeInBytes": size,
            },
        ],
    });
    let belongs = json!({
        "@id": facet("ObservableRelationship"),
        "@type": "observable:ObservableRelationship",
        "core:isDirectional": typed("boolean", "true"),
        "core:kindOfRelationship": "Attachment_Of",
        "core:source": [refers(&id)],
        "core:target": refers(&message),
    });
    vec![file, belongs]
}

/// The messages of the day, in the order of the export.
fn thread(
    names: &Names<'_>,
    number: &str,
    common: Common<'_>,
    day: &Day,
    senders: &[String],
) -> Value {
    let accounts: Vec<Value> = senders
        .iter()
        .map(|sender| refers(&names.account(sender)))
        .collect();
    let messages: Vec<String> = day
        .records
        .iter()
        .map(|record| names.message(record))
        .collect();
    let id = names.of("thread", number);
    let place = |at: usize| names.of("ThreadItem", &format!("{number}\0{at}"));
    let items = messages.iter().enumerate().map(|(at, message)| {
        let mut item = json!({
            "@id": place(at), "@type": "types:ThreadItem", "co:itemContent": refers(message),
        });
        if let (Some(fields), true) = (item.as_object_mut(), at + 1 < messages.len()) {
            let next = refers(&place(at + 1));
            fields.insert("types:threadNextItem".to_owned(), next);
        }
        item
    });
    let listed: Vec<Value> = messages.iter().map(|message| refers(message)).collect();
    let mut facet = json!({
        "@id": names.of("MessageThreadFacet", number),
        "@type": "observable:MessageThreadFacet",
        "observable:messageThread": {
            "@id": names.of("Thread", number),
            "@type": "types:Thread",
            "co:element": listed,
            "co:item": items.collect::<Vec<Value>>(),
            "co:size": typed("nonNegativeInteger", &messages.len().to_string()),
        },
    });
    if let (Some(fields), false) = (facet.as_object_mut(), accounts.is_empty()) {
        fields.insert("observable:participant".to_owned(), Value::from(accounts));
    }
    json!({
        "@id": id,
        "@type": "observable:MessageThread",
        "core:name": format!("{} - {}", common.title, day.date),
        "core:description": format!(
            "Times are the wall clock of the exporting phone, read in {} as the operator chose",
            common.clock.zone
        ),
        "core:hasFacet": [facet],
    })
}

/// Where the day comes from: the package, by its name, and the program that wrote it.
fn provenance(names: &Names<'_>, number: &str, common: Common<'_>) -> [Value; 3] {
    let (name, version) = common.tool.split_once(' ').unwrap_or((common.tool, ""));
    let tool = names.of("tool", common.tool);
    let record = names.of("ProvenanceRecord", number);
    let thread = refers(&names.of("thread", number));
    [
        json!({
            "@id": tool, "@type": "tool:Tool", "core:name": name, "tool:version": version,
        }),
        json!({
            "@id": record,
            "@type": "investigation:ProvenanceRecord",
            "core:object": [thread],
            "investigation:exhibitNumber": number,
            "investigation:rootExhibitNumber": [names.package],
        }),
        json!({
            "@id": names.of("InvestigativeAction", number),
            "@type": "investigation:InvestigativeAction",
            "core:name": "Written from a disclosure package",
            "action:instrument": [refers(&tool)],
            "action:object": [thread],
            "action:result": [refers(&record)],
        }),
    ]
}
