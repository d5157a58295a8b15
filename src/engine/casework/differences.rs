//! Where decisions of several people disagree. Nothing is settled here: the page lists both sides,
//! and says which one counts meanwhile.

use std::collections::BTreeMap;

use super::in_order;
use crate::engine::decision::{CaseWork, Decision, DecisionKind, DecisionLog, tag_name};
use crate::engine::sorting;

/// Two decisions that disagree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// About what.
    pub kind: DifferenceKind,
    /// The earlier one.
    pub one: Decision,
    /// The later one: it counts.
    pub other: Decision,
}

/// What two decisions disagree about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DifferenceKind {
    /// Whose phone made an export.
    Owner,
    /// How a tag looks, is written, or by which key it is put on.
    TagName,
    /// Two tags want one key.
    TagKey,
    /// Who a participant is.
    Person,
    /// Two exhibits have one number.
    ExhibitNumber,
    /// In which order the dates of the same messages are read.
    DateOrder,
    /// Which zone the phone's clock had.
    Zone,
    /// How an export came here.
    Intake,
    /// Something was withheld by one person, and shown again by another.
    Withdrawn,
}

/// All of them, by kind, then in the order of the earlier decision.
///
/// `standing` must be in the order in which decisions count.
pub(super) fn all(log: &DecisionLog, standing: &[&Decision]) -> Vec<Difference> {
    let mut found = Vec::new();
    found.extend(pairs(standing, DifferenceKind::Owner, owner));
    found.extend(pairs(standing, DifferenceKind::TagName, by_tag_name));
    found.extend(pairs(standing, DifferenceKind::TagKey, by_tag_key));
    found.extend(pairs(standing, DifferenceKind::ExhibitNumber, exhibit));
    found.extend(pairs(standing, DifferenceKind::DateOrder, date_order));
    found.extend(pairs(standing, DifferenceKind::Zone, zone));
    found.extend(pairs(standing, DifferenceKind::Intake, intake));
    found.extend(people(standing));
    found.extend(withdrawn(log, standing));
    sorting::sort_by(&mut found, |a, b| {
        a.kind
            .cmp(&b.kind)
            .then_with(|| in_order(&a.one, &b.one))
            .then_with(|| in_order(&a.other, &b.other))
    });
    found
}

/// What a decision is about, and what it says of that.
type Claim = (String, String);

/// Each decision that says something else than the one before it about the same thing. People may
/// change their own mind about an owner, an order or a zone without taking the earlier choice back.
fn pairs(
    standing: &[&Decision],
    kind: DifferenceKind,
    claim: fn(&DecisionKind) -> Option<Claim>,
) -> Vec<Difference> {
    let mut latest: BTreeMap<String, (String, &Decision)> = BTreeMap::new();
    let mut found = Vec::new();
    for decision in standing {
        let Some((about, says)) = claim(&decision.kind) else {
            continue;
        };
        let before = latest.insert(about, (says.clone(), decision));
        if let Some((said, one)) = before
            && said != says
            && (one.by != decision.by || !may_change_ones_mind(kind))
        {
            found.push(difference(kind, one, decision));
        }
    }
    found
}

fn may_change_ones_mind(kind: DifferenceKind) -> bool {
    match kind {
        DifferenceKind::Owner
        | DifferenceKind::DateOrder
        | DifferenceKind::Zone
        | DifferenceKind::Intake => true,
        DifferenceKind::TagName
        | DifferenceKind::TagKey
        | DifferenceKind::Person
        | DifferenceKind::ExhibitNumber
        | DifferenceKind::Withdrawn => false,
    }
}

fn difference(kind: DifferenceKind, one: &Decision, other: &Decision) -> Difference {
    Difference {
        kind,
        one: one.clone(),
        other: other.clone(),
    }
}

fn owner(kind: &DecisionKind) -> Option<Claim> {
    let DecisionKind::Owner { target } = kind else {
        return None;
    };
    let about = format!("{}/{}", target.source.0, target.entry.0);
    Some((about, target.byte_start.to_string()))
}

fn by_tag_name(kind: &DecisionKind) -> Option<Claim> {
    let DecisionKind::Work(CaseWork::TagDefined { tag, colour, key }) = kind else {
        return None;
    };
    let says = format!("{}/{}/{key:?}", tag.trim(), colour.word());
    Some((tag_name(tag), says))
}

fn by_tag_key(kind: &DecisionKind) -> Option<Claim> {
    let DecisionKind::Work(CaseWork::TagDefined {
        tag,
        key: Some(key),
        ..
    }) = kind
    else {
        return None;
    };
    Some((key.to_string(), tag_name(tag)))
}

fn exhibit(kind: &DecisionKind) -> Option<Claim> {
    let DecisionKind::Work(work @ CaseWork::Exhibit { number, .. }) = kind else {
        return None;
    };
    Some((number.to_string(), format!("{work:?}")))
}

fn intake(kind: &DecisionKind) -> Option<Claim> {
    let DecisionKind::Intake { source, intake } = kind else {
        return None;
    };
    Some((source.0.clone(), format!("{intake:?}")))
}

fn date_order(kind: &DecisionKind) -> Option<Claim> {
    let DecisionKind::DateOrder { target, order, .. } = kind else {
        return None;
    };
    let about = format!(
        "{}/{}/{}",
        target.source.0, target.entry.0, target.byte_start
    );
    Some((about, format!("{order:?}")))
}

fn zone(kind: &DecisionKind) -> Option<Claim> {
    let DecisionKind::Zone { source, zone } = kind else {
        return None;
    };
    Some((source.0.clone(), zone.clone()))
}

/// Two persons who share a participant.
fn people(standing: &[&Decision]) -> Vec<Difference> {
    let mut of_voice: BTreeMap<String, &Decision> = BTreeMap::new();
    let mut found: Vec<Difference> = Vec::new();
    for decision in standing {
        let DecisionKind::Work(CaseWork::Person { voices, .. }) = &decision.kind else {
            continue;
        };
        for voice in voices {
            let about = format!("{}/{}/{}", voice.source.0, voice.entry.0, voice.byte_start);
            let Some(one) = of_voice.insert(about, decision) else {
                continue;
            };
            let is_known = found
                .iter()
                .any(|at| at.one.id == one.id && at.other.id == decision.id);
            if one.id != decision.id && !is_known {
                found.push(difference(DifferenceKind::Person, one, decision));
            }
        }
    }
    found
}

/// What one person withheld and another one showed again.
fn withdrawn(log: &DecisionLog, standing: &[&Decision]) -> Vec<Difference> {
    let by_id: BTreeMap<_, &Decision> = log.decisions().iter().map(|at| (&at.id, at)).collect();
    standing
        .iter()
        .filter_map(|other| {
            let DecisionKind::Withdraw { withdraws } = &other.kind else {
                return None;
            };
            let one = by_id.get(withdraws)?;
            (one.kind.codes().is_some() && one.by != other.by)
                .then(|| difference(DifferenceKind::Withdrawn, one, other))
        })
        .collect()
}
