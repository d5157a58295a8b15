//! What goes with cards and accounts, and bank codes.

use super::body::{Body, Candidate, Need, Out};
use super::catalogue::Detector;
use super::marks::Group;
use super::numbers::are_linked;
use super::roles::Leads;
use super::score::Score;
use super::text::{slice, tokens};
use crate::engine::place::ByteSpan;

/// How near two parts of one account stand. Units: bytes.
const NEAR: u32 = 60;

/// Finds expiry dates and security codes. Runs after cards.
pub(super) fn card_extras(body: &Body<'_>, out: &mut Out) {
    let groups = &body.marks.groups;
    let is_card = |one: &&Candidate| one.detector == Detector::Card;
    let cards: Vec<ByteSpan> = out
        .candidates
        .iter()
        .filter(is_card)
        .map(|one| one.span)
        .collect();
    for (index, group) in groups.iter().enumerate() {
        let (start, end) = (group.start as usize, group.end as usize);
        let expiry = groups
            .get(index..index + 2)
            .filter(|pair| are_linked(body, pair, b"/-") && is_expiry(body, pair))
            .and_then(|pair| pair.last())
            .map(|last| last.end as usize);
        let is_code = (3..=4).contains(&group.len()) && !body.is_inside(start, end);
        let Some(end) = expiry.or(is_code.then_some(end)) else {
            continue;
        };
        let from = body.folded.origin(start);
        let is_near_card = cards.iter().any(|span| {
            !(span.start <= from && from < span.end())
                && (from.abs_diff(span.end()) <= NEAR || span.start.abs_diff(from) <= NEAR)
        });
        let score = Score::shaped(expiry.is_some());
        if is_near_card && (expiry.is_some() || is_code) {
            let score = score.rule("card near it", if expiry.is_some() { 25 } else { 20 });
            out.put(body, Detector::CardExtra, (start, end), score, Need::Points);
        } else {
            out.put(body, Detector::CardExtra, (start, end), score, Need::Word);
        }
    }
}

fn is_expiry(body: &Body<'_>, pair: &[Group]) -> bool {
    let [month, year] = pair else {
        return false;
    };
    let value = super::numbers::value(body, month);
    let text = body.text();
    let goes_on = matches!(text.get(year.end as usize), Some(b'/' | b'-'))
        || matches!(
            super::text::before(text, month.start as usize),
            Some(b'/' | b'-')
        );
    month.len() == 2 && matches!(year.len(), 2 | 4) && (1..=12).contains(&value) && !goes_on
}

/// Finds sort codes, and the account number beside one.
pub(super) fn sort_codes(body: &Body<'_>, out: &mut Out) {
    let groups = &body.marks.groups;
    for (index, group) in groups.iter().enumerate() {
        if out.in_link(group.start as usize) {
            continue;
        }
        let pairs = groups.get(index..index + 3).filter(|window| {
            window.iter().all(|group| group.len() == 2)
                && (are_linked(body, window, b"-") || are_linked(body, window, b" "))
        });
        let last = match pairs {
            Some(window) => window.last().copied(),
            None => (group.len() == 6).then_some(*group),
        };
        let Some(last) = last else {
            continue;
        };
        let (start, end) = (group.start as usize, last.end as usize);
        if body.is_inside(start, end) || body.is_amount(start, end) {
            continue;
        }
        // Eight digits and what stands between: never more groups than this within reach.
        let reach = index.saturating_sub(32)..groups.len().min(index + 32);
        let account = groups.get(reach).unwrap_or(&[]).iter().find(|other| {
            let is_near =
                other.start.abs_diff(last.end) <= NEAR || group.start.abs_diff(other.end) <= NEAR;
            other.len() == 8 && is_near
        });
        let score = Score::shaped(pairs.is_some());
        match account {
            Some(account) if pairs.is_some() => {
                let score = score.rule("account number near it", 25);
                out.put(
                    body,
                    Detector::SortCodeGb,
                    (start, end),
                    score,
                    Need::Points,
                );
                let range = (account.start as usize, account.end as usize);
                let score = Score::shape().rule("sort code near it", 45);
                out.put(body, Detector::SortCodeGb, range, score, Need::Points);
            }
            _none => out.put(body, Detector::SortCodeGb, (start, end), score, Need::Word),
        }
    }
}

/// Countries, two letters each, one after the other.
const COUNTRIES: &[u8] = b"ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBWBYBZCACCCDCF\
CGCHCICKCLCMCNCOCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHK\
HMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMP\
MQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSL\
SMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSXKYEYTZAZMZW";

/// Whether two upper-case letters are a country.
pub(super) fn is_country(letters: &[u8]) -> bool {
    COUNTRIES.chunks_exact(2).any(|country| country == letters)
}

/// Finds bank codes near words for them.
pub(super) fn bank_codes(body: &Body<'_>, out: &mut Out) {
    if !body.leads.any(Leads::to(Detector::Bic)) {
        return;
    }
    let text = body.text();
    for (start, end) in tokens(text) {
        let token = slice(text, start, end);
        let tail = token
            .iter()
            .rev()
            .take_while(|byte| !byte.is_ascii_alphanumeric())
            .count();
        let end = end - tail;
        let token = slice(text, start, end).to_ascii_uppercase();
        let is_shaped = matches!(token.len(), 8 | 11)
            && token.iter().take(6).all(u8::is_ascii_uppercase)
            && token.iter().all(u8::is_ascii_alphanumeric);
        let is_known = token.get(4..6).is_some_and(is_country);
        if is_shaped && is_known {
            let score = Score::shape().rule("country in its place", 15);
            out.put(body, Detector::Bic, (start, end), score, Need::Word);
        }
    }
}
