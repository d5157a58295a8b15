//! The gates, in the dialog "Build package".

use yew::prelude::*;

use crate::app::gates::{Gate, Pass, gates};
use crate::say;
use crate::ui::view::View;

/// The list of gates.
pub(super) fn view(view: &View) -> Html {
    let gates = gates(view.state);
    let is_shut = gates.iter().any(|gate| gate.pass == Pass::Shut);
    html! {
        <details class="gates" open={is_shut}>
            <summary>{ summary(&gates) }</summary>
            <ol class="gates__list" aria-label={say::gates()}>
                { for gates.iter().map(view_gate) }
            </ol>
        </details>
    }
}

fn summary(gates: &[Gate]) -> String {
    let n = |pass: Pass| gates.iter().filter(|gate| gate.pass == pass).count();
    let mut words = Vec::new();
    for (pass, what) in [
        (Pass::Shut, say::in_the_way()),
        (Pass::Look, say::to_look_at()),
        (Pass::Open, say::hold()),
        (Pass::AtBuild, say::checked_when_built()),
        (Pass::ByHand, say::by_hand()),
    ] {
        if n(pass) > 0 {
            words.push(format!("{} {what}", n(pass)));
        }
    }
    say::gates_text(words.join(", "))
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
