//! The tests of a query, made ready and joined.

use super::filters;
use super::matcher::{Facts, Look, ThreadFacts};
use super::near::near;
use super::query::{Node, StateWord, Test};
use crate::engine::casework::MarkName;
use crate::engine::detect::{Pattern, Runner};
use crate::engine::place::ByteSpan;
use crate::engine::redact::term::pair::Pair;
use crate::engine::redact::term::{Folder, Term, Words};
use crate::engine::sorting;

pub(super) enum Tree {
    All(Vec<Tree>),
    Any(Vec<Tree>),
    Not(Box<Tree>),
    Leaf(Box<Leaf>),
}

pub(super) struct Leaf {
    pub(super) at: ByteSpan,
    pub(super) test: Ready,
}

pub(super) enum Ready {
    /// It can never fit: nothing was left of it.
    Never,
    Words(Term),
    Near(Term, Term, u32),
    Pattern(Box<Runner>),
    /// With whether each participant's name fits.
    From(Term, Vec<bool>),
    /// With whether the title fits.
    In(Term, bool),
    /// What people marked.
    Marked(MarkName),
    Other(Test),
}

/// A query made ready.
pub(super) fn tree(node: &Node) -> Tree {
    let trees = |nodes: &[Node]| {
        let mut trees: Vec<Tree> = nodes.iter().map(tree).collect();
        // What costs least is asked first.
        sorting::sort_by_key(&mut trees, Tree::cost);
        trees
    };
    match node {
        Node::All(nodes) => Tree::All(trees(nodes)),
        Node::Any(nodes) => Tree::Any(trees(nodes)),
        Node::Not(node) => Tree::Not(Box::new(tree(node))),
        Node::Part(part) => Tree::Leaf(Box::new(Leaf {
            at: part.at,
            test: ready(&part.test).unwrap_or(Ready::Never),
        })),
    }
}

fn ready(test: &Test) -> Option<Ready> {
    Some(match test {
        Test::Words(words) => Ready::Words(Term::new(words)?),
        Test::Near {
            left,
            right,
            within,
        } => Ready::Near(Term::new(left)?, Term::new(right)?, *within),
        Test::Pattern(pattern) => {
            Ready::Pattern(Box::new(Runner::new(Pattern::new(pattern).ok()?)))
        }
        Test::From(name) => Ready::From(Term::new(name)?, Vec::new()),
        Test::In(title) => Ready::In(Term::new(title)?, false),
        Test::Tag(tag) => Ready::Marked(MarkName::tag(tag)),
        Test::Is(StateWord::Tagged) => Ready::Marked(MarkName::AnyTag),
        Test::Is(StateWord::Bookmarked) => Ready::Marked(MarkName::Bookmark),
        Test::Is(StateWord::Noted) => Ready::Marked(MarkName::Note),
        Test::Is(StateWord::Exhibit) => Ready::Marked(MarkName::Exhibit),
        Test::Period(_) | Test::Kind(_) | Test::Has(_) | Test::Type(_) | Test::Is(_) => {
            Ready::Other(test.clone())
        }
    })
}

impl Tree {
    fn cost(&self) -> u32 {
        match self {
            Tree::All(trees) | Tree::Any(trees) => trees.iter().map(Tree::cost).max().unwrap_or(0),
            Tree::Not(tree) => tree.cost(),
            Tree::Leaf(leaf) => leaf.test.cost(),
        }
    }

    pub(super) fn each(&mut self, wanted: bool, found: &mut dyn FnMut(&mut Leaf, bool)) {
        match self {
            Tree::All(trees) | Tree::Any(trees) => {
                for tree in trees {
                    tree.each(wanted, found);
                }
            }
            Tree::Not(tree) => tree.each(!wanted, found),
            Tree::Leaf(leaf) => found(leaf, wanted),
        }
    }

    pub(super) fn enter(&mut self, folder: &mut Folder, facts: &ThreadFacts) {
        self.each(true, &mut |leaf, _| {
            let holds = |term: &Term, text: &str, folder: &mut Folder| {
                !term.spans_with(folder, text.as_bytes()).is_empty()
            };
            match &mut leaf.test {
                Ready::From(term, fits) => {
                    let names = facts.names.iter();
                    *fits = names.map(|name| holds(term, name, folder)).collect();
                }
                Ready::In(term, fits) => *fits = holds(term, &facts.title, folder),
                Ready::Never
                | Ready::Words(_)
                | Ready::Near(..)
                | Ready::Pattern(_)
                | Ready::Marked(_)
                | Ready::Other(_) => {}
            }
        });
    }

    pub(super) fn fits(
        &mut self,
        folder: &mut Folder,
        look: &Look<'_>,
        facts: &mut dyn Facts,
    ) -> bool {
        match self {
            Tree::All(trees) => trees.iter_mut().all(|tree| tree.fits(folder, look, facts)),
            Tree::Any(trees) => trees.iter_mut().any(|tree| tree.fits(folder, look, facts)),
            Tree::Not(tree) => !tree.fits(folder, look, facts),
            Tree::Leaf(leaf) => leaf.test.fits(folder, look, facts),
        }
    }

    /// Terms of which every fitting record holds at least one; `None` when there are none.
    pub(super) fn needed(&self) -> Option<Vec<&Term>> {
        match self {
            Tree::Leaf(leaf) => match &leaf.test {
                Ready::Words(term) => Some(vec![term]),
                Ready::Near(left, right, _) => Some(vec![rarer(left, right)]),
                Ready::Never
                | Ready::Pattern(_)
                | Ready::From(..)
                | Ready::In(..)
                | Ready::Marked(_)
                | Ready::Other(_) => None,
            },
            Tree::All(trees) => trees
                .iter()
                .filter_map(Tree::needed)
                .max_by_key(|terms| terms.iter().map(|term| rarity(term)).min()),
            Tree::Any(trees) => {
                let each: Option<Vec<_>> = trees.iter().map(Tree::needed).collect();
                each.map(|terms| terms.into_iter().flatten().collect())
            }
            Tree::Not(_) => None,
        }
    }

    /// The words that are looked for, when nothing else is and the bytes of ASCII text show them.
    pub(super) fn plain_words(&self) -> Option<&Words> {
        match self {
            Tree::Leaf(leaf) => match &leaf.test {
                Ready::Words(term) => term.ascii_words(),
                Ready::Never
                | Ready::Near(..)
                | Ready::Pattern(_)
                | Ready::From(..)
                | Ready::In(..)
                | Ready::Marked(_)
                | Ready::Other(_) => None,
            },
            Tree::All(_) | Tree::Any(_) | Tree::Not(_) => None,
        }
    }

    /// How much was worked out for patterns so far.
    pub(super) fn n_worked_out(&self) -> u64 {
        match self {
            Tree::All(trees) | Tree::Any(trees) => trees.iter().map(Tree::n_worked_out).sum(),
            Tree::Not(tree) => tree.n_worked_out(),
            Tree::Leaf(leaf) => match &leaf.test {
                Ready::Pattern(runner) => runner.n_worked_out(),
                Ready::Never
                | Ready::Words(_)
                | Ready::Near(..)
                | Ready::From(..)
                | Ready::In(..)
                | Ready::Marked(_)
                | Ready::Other(_) => 0,
            },
        }
    }
}

/// Longer words are rarer; those that are not ASCII cost more to look for.
fn rarity(term: &Term) -> usize {
    term.longest_ascii().map_or(0, Pair::len)
}

fn rarer<'a>(left: &'a Term, right: &'a Term) -> &'a Term {
    if rarity(right) > rarity(left) {
        right
    } else {
        left
    }
}

impl Ready {
    fn cost(&self) -> u32 {
        match self {
            Ready::Never | Ready::From(..) | Ready::In(..) => 0,
            Ready::Other(Test::Type(_)) => 9,
            Ready::Other(Test::Is(StateWord::Redacted)) => 2,
            Ready::Marked(_) => 2,
            Ready::Other(Test::Has(_)) => 3,
            Ready::Other(_) => 1,
            Ready::Words(_) => 4,
            Ready::Near(..) => 5,
            Ready::Pattern(_) => 6,
        }
    }

    pub(super) fn is_in_body(&self) -> bool {
        match self {
            Ready::Words(_) | Ready::Near(..) | Ready::Pattern(_) => true,
            Ready::Never | Ready::From(..) | Ready::In(..) | Ready::Marked(_) | Ready::Other(_) => {
                false
            }
        }
    }

    pub(super) fn spans(&mut self, folder: &mut Folder, body: &[u8], spans: &mut Vec<ByteSpan>) {
        match self {
            Ready::Words(term) => spans.extend(term.spans_with(folder, body)),
            Ready::Near(left, right, within) => {
                let left = left.spans_with(folder, body);
                if !left.is_empty() {
                    let right = right.spans_with(folder, body);
                    spans.extend(near(body, &left, &right, *within));
                }
            }
            Ready::Pattern(runner) => {
                if runner.occurs(body) {
                    runner.pattern().find(body, &mut |start, end| {
                        spans.push(ByteSpan {
                            start: start as u32,
                            len: (end - start) as u32,
                        });
                    });
                }
            }
            Ready::Never | Ready::From(..) | Ready::In(..) | Ready::Marked(_) | Ready::Other(_) => {
            }
        }
    }

    pub(super) fn fits(
        &mut self,
        folder: &mut Folder,
        look: &Look<'_>,
        facts: &mut dyn Facts,
    ) -> bool {
        match self {
            Ready::Never => false,
            Ready::Words(_) | Ready::Near(..) | Ready::Pattern(_) => {
                let mut spans = Vec::new();
                self.spans(folder, look.body, &mut spans);
                !spans.is_empty()
            }
            Ready::From(_, fits) => {
                let about = look.thread.record(look.record);
                about
                    .and_then(|about| about.participant)
                    .and_then(|who| fits.get(who.0 as usize))
                    .is_some_and(|fits| *fits)
            }
            Ready::In(_, fits) => *fits,
            Ready::Marked(mark) => facts.is_marked(look.record, mark),
            Ready::Other(test) => filters::fits(test, look, facts),
        }
    }
}
