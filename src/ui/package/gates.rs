//! The gates, in the dialog "Build package".

use yew::prelude::*;

use crate::app::gates::{Gate, Pass, gates};
use crate::ui::view::View;

/// The list of gates.
pub(super) fn view(view: &View) -> Html {
    let gates = gates(view.state);
    let is_shut = gates.iter().any(|gate| gate.pass == Pass::Shut);
    html! {
        <details class="gates" open={is_shut}>
            <summary>{ summary(&gates) }</summary>
            <ol class="gates__list" aria-label="Gates">
                { for gates.iter().map(view_gate) }
            </ol>
        </details>
    }
}

fn summary(gates: &[Gate]) -> String {
    let n = |pass: Pass| gates.iter().filter(|gate| gate.pass == pass).count();
    let mut words = Vec::new();
    for (pass, what) in [
        (Pass::Shut, "in the way"),
        (Pass::Look, "to look at"),
        (Pass::Open, "hold"),
        (Pass::AtBuild, "checked when built"),
        (Pass::ByHand, "by hand"),
    ] {
        if n(pass) > 0 {
            words.push(format!("{} {what}", n(pass)));
        }
    }
    format!("Gates: {}", words.join(", "))
}

fn view_gate(gate: &Gate) -> Html {
    let pass = match gate.pass {
        Pass::Open => "open",
        Pass::Look => "look",
        Pass::Shut => "shut",
        Pass::AtBuild => "at-build",
        Pass::ByHand => "by-hand",
    };
    html! {
        <li class="gate" key={gate.id} data-pass={pass}>
            <span class="gate__id">{ gate.id }</span>
            <span class="gate__title">{ gate.title }</span>
            <span class="gate__pass">{ gate.pass.word() }</span>
            <span class="gate__words">{ &gate.words }</span>
        </li>
    }
}
