//! The screen that checks a package as a stranger would.

mod compare;
mod exhibit;
mod origin;
mod report;
mod review;

use yew::prelude::*;

use crate::app::Action;
use crate::app::action::VerifyAction;
use crate::app::characters::shown;
use crate::app::verifying::VerifyPhase;
use crate::engine::verify::Verdict;
use crate::say;
use crate::ui::casework::view_open_key;
use crate::ui::files::Purpose;
use crate::ui::parts::{Digest, FileButton, Progress};
use crate::ui::view::View;

pub use report::view as view_report;

/// The screen.
pub fn view(view: &View) -> Html {
    html! {
        <main class="verify">
            <h1 class="verify__title">{ say::verify_a_package() }</h1>
            <p class="area__lead">
                { say::reads_every_byte_of_a_package_in() }
            </p>
            <FileButton
                name={say::open_package()}
                purpose={Purpose::Package}
                accept=".zip,.jsonl"
                strong=true
                on_files={view.on_files.clone()}
            />
            { view_phase(view) }
        </main>
    }
}

fn view_phase(view: &View) -> Html {
    let phase = &view.state.verify;
    html! {
        <>
            if let VerifyPhase::Checking { name, phase, percent, .. } = phase {
                <div class="working">
                    <p><bdi>{ shown(name, false) }</bdi>{ format!(": {}…", say::of_record(phase)) }</p>
                    <Progress name={say::checking_the_package()} percent={*percent} />
                    <button
                        type="button"
                        class="button"
                        onclick={view.on(Action::Verify(VerifyAction::Cancelled))}
                    >{ say::cancel() }</button>
                </div>
            }
            { view_verdict(phase) }
            if let VerifyPhase::Checked { name, report, .. } = phase {
                <dl class="facts">
                    <div class="facts__row">
                        <dt>{ say::file() }</dt>
                        <dd><bdi>{ shown(name, false) }</bdi></dd>
                    </div>
                    if let Some(number) = report.disclosure {
                        <div class="facts__row">
                            <dt>{ say::disclosure() }</dt>
                            <dd>{ say::disclosure_number_under_its_seal(number) }</dd>
                        </div>
                    }
                    if !report.sha256.is_empty() {
                        <div class="facts__row">
                            <dt>{ "SHA-256" }</dt>
                            <dd>
                                <Digest
                                    sha256={report.sha256.clone()}
                                    of={say::the_package()}
                                    on_action={view.on_action.clone()}
                                />
                            </dd>
                        </div>
                    }
                </dl>
                { origin::view_signed(report) }
                { origin::view_known(view) }
                if report.result == Verdict::Valid && !report.signable.is_empty() {
                    { origin::view_adding(view) }
                    { exhibit::view(view, report) }
                    { compare::view(view) }
                    { review::view(view) }
                }
                { view_report(report) }
                { view_open_key(view) }
            }
        </>
    }
}

/// Always in the document, so that its change is read out.
fn view_verdict(phase: &VerifyPhase) -> Html {
    let (tone, words) = match phase {
        VerifyPhase::Checked { report, .. } => {
            let tone = match report.result {
                Verdict::Valid => "good",
                Verdict::NotValid | Verdict::NotAPackage => "bad",
            };
            (tone, say::of_record(&report.headline).into_owned())
        }
        VerifyPhase::Idle | VerifyPhase::Checking { .. } => ("none", String::new()),
    };
    html! {
        <p class="verdict" role="status" aria-label={say::verification()} data-tone={tone}>{ words }</p>
    }
}
