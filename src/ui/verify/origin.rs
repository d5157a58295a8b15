//! Who signed a package and when, what a person knows of it from elsewhere, and adding to it.

use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::app::characters::shown;
use crate::app::signing::{Adding, Key, SignAction};
use crate::app::{Action, words};
use crate::engine::session::protocol::AddOutcome;
use crate::engine::sign::PublicKey;
use crate::engine::verify::{Nonce, Report, SignatureRow, SignedBy, TimeRow, Trust};
use crate::say;
use crate::ui::files::Purpose;
use crate::ui::parts::{Digest, FileButton, Progress};
use crate::ui::view::{View, sends};

fn act(action: SignAction) -> Action {
    Action::Sign(action)
}

/// Signatures and time stamps of a package.
pub(super) fn view_signed(report: &Report) -> Html {
    html! {
        <section class="origin" aria-label={say::signatures_and_time_stamps()}>
            <h3>{ say::signatures_and_time_stamps() }</h3>
            if report.signatures.is_empty() {
                <p>{ say::not_signed_nothing_here_says_who_made() }</p>
            } else {
                <ul class="plain-list">
                    { for one_for_each(&report.signatures).iter().map(|rows| view_signature(rows)) }
                </ul>
            }
            if !report.times.is_empty() {
                <ul class="plain-list">{ for report.times.iter().map(view_time) }</ul>
            }
        </section>
    }
}

fn covered(covers: &str) -> &'static str {
    match covers {
        "" => say::something_in_it(),
        "tagmanifest-sha256.txt" => say::the_whole_package(),
        _seal => say::the_seal_of_a_thread(),
    }
}

/// The two forms of one signature belong together.
fn one_for_each(rows: &[SignatureRow]) -> Vec<Vec<&SignatureRow>> {
    let mut out: Vec<Vec<&SignatureRow>> = Vec::new();
    let what = |row: &SignatureRow| (row.fingerprint.clone(), row.covers.clone());
    for row in rows {
        let same = out
            .iter_mut()
            .find(|group| group.first().is_some_and(|first| what(first) == what(row)));
        match same {
            Some(group) => group.push(row),
            None => out.push(vec![row]),
        }
    }
    out
}

fn view_signature(rows: &[&SignatureRow]) -> Html {
    let Some(row) = rows.first() else {
        return Html::default();
    };
    let what = covered(&row.covers);
    let (tone, words) = match &row.signed {
        SignedBy::Known { name } => ("good", say::good_name_signed_what(name, what)),
        SignedBy::Unknown => ("none", say::good_by_a_key_that_you_did(what)),
        SignedBy::NotChecked => ("none", say::not_checked_here_a_key_of_the(&row.key_kind)),
    };
    html! {
        <li class="origin__row" data-tone={tone} key={row.path.clone()}>
            <span>{ shown(&words, false) }</span>
            <code class="origin__code">{ &row.fingerprint }</code>
            { for rows.iter().map(|row| html! { <code class="origin__code">{ &row.path }</code> }) }
        </li>
    }
}

fn view_time(row: &TimeRow) -> Html {
    let what = covered(&row.covers);
    let by = match row.authority.as_str() {
        "" => say::an_authority_without_a_name().to_owned(),
        name => format!("“{name}”"),
    };
    let (tone, trust) = match row.trust {
        Trust::Root => ("good", say::its_certificate_leads_to_one_that_you()),
        Trust::NoRoot => ("none", say::you_gave_no_certificate_that_it_leads()),
        Trust::NotChecked => ("none", say::its_signature_was_not_checked_here_use()),
    };
    let nonce = match row.nonce {
        Nonce::Same => "",
        Nonce::NotCompared => say::the_request_it_answers_is_not_here(),
    };
    let words = say::at_time_by_the_clock_of_by(&row.time, by, what, trust, nonce);
    html! {
        <li class="origin__row" data-tone={tone} key={row.path.clone()}>
            <span>{ shown(&words, false) }</span>
            <code class="origin__code">{ &row.path }</code>
        </li>
    }
}

/// What the person knows of the package from elsewhere.
pub(super) fn view_known(view: &View) -> Html {
    let known = &view.state.signing.known;
    html! {
        <details class="origin__known">
            <summary>{ say::compare_with_what_you_were_told() }</summary>
            <p class="form__hint">
                { say::take_these_from_their_owners_by_another() }
            </p>
            <label class="origin__field">
                <span>{ say::seal_number() }</span>
                <input
                    type="text"
                    class="field origin__code"
                    autocomplete="off"
                    spellcheck="false"
                    value={known.seal_number.clone()}
                    oninput={sends(view.on_action, |event: InputEvent| {
                        typed(&event).map(|number| act(SignAction::SealNumberTyped { number }))
                    })}
                />
            </label>
            <label class="origin__field">
                <span>{ say::keys_you_know_a_line_each_as() }</span>
                <textarea
                    class="field origin__code"
                    rows="3"
                    spellcheck="false"
                    value={known.signers.clone()}
                    oninput={sends(view.on_action, |event: InputEvent| {
                        typed(&event).map(|lines| act(SignAction::SignersTyped { lines }))
                    })}
                />
            </label>
            <label class="origin__field">
                <span>{ say::certificates_of_time_stamping_authorities_you_trust() }</span>
                <textarea
                    class="field origin__code"
                    rows="3"
                    spellcheck="false"
                    value={known.time_roots.clone()}
                    oninput={sends(view.on_action, |event: InputEvent| {
                        typed(&event).map(|pem| act(SignAction::TimeRootsTyped { pem }))
                    })}
                />
            </label>
            <div class="save__acts">
                <button type="button" class="button" onclick={view.on(act(SignAction::CheckAgain))}>
                    { say::check_again() }
                </button>
                <FileButton
                    name={say::open_allowed_signers()}
                    purpose={Purpose::Signers}
                    on_files={view.on_files.clone()}
                />
                <FileButton
                    name={say::open_certificates()}
                    purpose={Purpose::TimeRoots}
                    accept=".pem,.crt,.cer"
                    on_files={view.on_files.clone()}
                />
            </div>
        </details>
    }
}

/// Signing the package, having its time stamped, taking in what came of that elsewhere.
pub(super) fn view_adding(view: &View) -> Html {
    let signing = &view.state.signing;
    html! {
        <section class="origin" aria-label={say::sign_this_package()}>
            <h3>{ say::sign_it_or_have_its_time_stamped() }</h3>
            <p class="form__hint">
                { say::signatures_and_time_stamps_stand_beside_what() }
            </p>
            { view_key(view, &signing.key) }
            <div class="save__acts">
                <button
                    type="button"
                    class="button"
                    onclick={view.on(act(SignAction::TimeRequestWanted))}
                >{ say::save_time_request() }</button>
                <FileButton
                    name={say::add_files()}
                    purpose={Purpose::Additions}
                    accept=".sig,.der,.pem,.tsq,.tsr"
                    on_files={view.on_files.clone()}
                />
            </div>
            <p class="form__hint">
                { say::a_time_request_holds_a_digest_and() }
            </p>
            { view_phase(view, &signing.adding) }
        </section>
    }
}

fn view_key(view: &View, key: &Key) -> Html {
    match key {
        Key::NotLooked | Key::Making { .. } => Html::default(),
        Key::None => html! {
            <div class="save__acts">
                <button type="button" class="button" onclick={view.on(act(SignAction::KeyWanted))}>
                    { say::make_a_key() }
                </button>
            </div>
        },
        Key::Kept { public } => {
            view_public(view, public, say::this_browser_keeps_the_key_and_lets())
        }
        Key::Here { public } => {
            view_public(view, public, say::this_browser_keeps_no_keys_for_this())
        }
    }
}

fn view_public(view: &View, public: &PublicKey, hint: &'static str) -> Html {
    let signing = &view.state.signing;
    let owner = signing.owner.clone();
    let owner = owner.unwrap_or_else(|| view.state.log.by().unwrap_or_default().to_owned());
    let line = public.allowed_signers(&owner);
    let copied = line.trim_end().to_owned();
    html! {
        <>
            <dl class="facts">
                <div class="facts__row">
                    <dt>{ say::your_key() }</dt>
                    <dd><code class="origin__code">{ public.fingerprint() }</code></dd>
                </div>
            </dl>
            <label class="origin__field">
                <span>{ say::name_of_its_owner() }</span>
                <input
                    type="text"
                    class="field"
                    value={owner}
                    oninput={sends(view.on_action, |event: InputEvent| {
                        typed(&event).map(|name| act(SignAction::OwnerTyped { name }))
                    })}
                />
            </label>
            <p class="form__hint">{ say::others_know_the_key_by_this_line() }</p>
            <code class="origin__code" aria-label={say::line_for_allowed_signers()}>{ copied.clone() }</code>
            <div class="save__acts">
                <button
                    type="button"
                    class="button button--strong"
                    onclick={view.on(act(SignAction::SignWanted))}
                >{ say::sign() }</button>
                <button
                    type="button"
                    class="button"
                    onclick={view.on(Action::Go(crate::app::action::GoAction::CopyWanted { text: copied }))}
                >{ say::copy_the_line() }</button>
                <button type="button" class="button" onclick={view.on(act(SignAction::KeyUnwanted))}>
                    { say::forget_this_key() }
                </button>
            </div>
            <p class="form__hint">{ hint }</p>
        </>
    }
}

fn view_phase(view: &View, adding: &Adding) -> Html {
    match adding {
        Adding::None | Adding::Reviewed { .. } => Html::default(),
        Adding::Signing => html! { <p role="status">{ say::signing() }</p> },
        Adding::Writing { phase, percent, .. } => html! {
            <div class="working">
                <p role="status">{ format!("{}…", say::of_record(phase)) }</p>
                <Progress name={say::adding_to_the_package()} percent={*percent} />
                <button type="button" class="button" onclick={view.on(act(SignAction::Cancelled))}>
                    { say::cancel() }
                </button>
            </div>
        },
        Adding::Done { outcome } if outcome.refused => html! {
            <div class="notice" data-tone="error" role="alert">
                <p>{ shown(&say::of_record(&outcome.report.headline), false) }</p>
                <p>{ say::nothing_was_added_add_what_was_made() }</p>
            </div>
        },
        Adding::Done { outcome } => view_done(view, outcome),
    }
}

fn view_done(view: &View, outcome: &AddOutcome) -> Html {
    html! {
        <div class="save">
            <p role="status">{ shown(&say::of_record(&outcome.report.headline), false) }</p>
            { view_signed(&outcome.report) }
            <div class="save__acts">
                if let Some(url) = view.added_url.clone() {
                    <a class="button button--strong" href={url} download={outcome.file_name.clone()}>
                        { say::save_signed_package() }
                    </a>
                    if view.has_picker {
                        <button
                            type="button"
                            class="button"
                            onclick={view.on(act(SignAction::SaveToWanted))}
                        >{ say::save_to() }</button>
                    }
                }
            </div>
            <dl class="facts">
                <div class="facts__row">
                    <dt>{ say::file() }</dt>
                    <dd>{ format!("{} · {}", outcome.file_name, words::size(outcome.size_bytes)) }</dd>
                </div>
                <div class="facts__row">
                    <dt>{ "SHA-256" }</dt>
                    <dd>
                        <Digest
                            sha256={outcome.sha256.clone()}
                            of={say::the_package_as_it_is_now()}
                            on_action={view.on_action.clone()}
                        />
                    </dd>
                </div>
            </dl>
        </div>
    }
}

/// What stands in a text box.
fn typed(event: &InputEvent) -> Option<String> {
    let input = event.target_dyn_into::<HtmlInputElement>();
    let area = event.target_dyn_into::<HtmlTextAreaElement>();
    input
        .map(|input| input.value())
        .or_else(|| area.map(|area| area.value()))
}
