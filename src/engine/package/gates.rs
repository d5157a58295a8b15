//! What the README says of how things stood when the package was built. The words never change but
//! for what is chosen among them and two numbers that anybody can count in the package.

use serde::{Deserialize, Serialize};

use super::html::grouped;
use super::plan::Material;

/// What became of suggestions of what to withhold, as far as whoever builds knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Suggestions {
    /// None were looked for, or not all were decided. What is not said is taken for this.
    #[default]
    Open,
    /// They were looked for, and each was decided.
    AllDecided,
}

/// The part of the README.
pub(super) fn readme(material: &Material) -> String {
    let suggestions = match material.suggestions {
        Suggestions::AllDecided => {
            "Suggestions of what to withhold had been looked for by program, and each was\n\
             decided by a person."
        }
        Suggestions::Open => {
            "Suggestions of what to withhold had not been looked for by program, or not each\n\
             was decided by a person."
        }
    };
    let threads = material.plan.threads.iter();
    let n_records: u64 = threads.map(|at| u64::from(at.thread.n_records())).sum();
    let n_whole = grouped(material.plan.n_whole);
    let proof = match material.options.proof {
        Some(_) => "It holds a proof of what it shows against a seal.",
        None => "It holds no proof of what it shows against a seal.",
    };
    format!(
        "HOW IT STOOD WHEN THIS WAS BUILT\n\n{suggestions}\n\
         Records of which no word is shown: {n_whole} of {}.\n\
         No second person had looked at it: that is only done to a finished package, and\n\
         stands in the log that its maker keeps.\n{proof}\n",
        grouped(n_records)
    )
}
