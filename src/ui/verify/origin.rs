//! Who signed a package and when, what a person knows of it from elsewhere, and adding to it.

use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::app::characters::shown;
use crate::app::signing::{Adding, Key, SignAction};
use crate::app::{Action, words};
use crate::engine::session::protocol::AddOutcome;
use crate::engine::sign::PublicKey;
use crate::engine::verify::{Nonce, Report, SignatureRow, SignedBy, TimeRow, Trust};
use crate::ui::files::Purpose;
use crate::ui::parts::{Digest, FileButton, Progress};
use crate::ui::view::{View, sends};

fn act(action: SignAction) -> Action {
    Action::Sign(action)
}

/// Signatures and time stamps of a package.
pub(super) fn view_signed(report: &Report) -> Html {
    html! {
        <section class="origin" aria-label="Signatures and time stamps">
            <h3>{ "Signatures and time stamps" }</h3>
            if report.signatures.is_empty() {
                <p>{ "Not signed: nothing here says who made this package." }</p>
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
        "" => "something in it",
        "tagmanifest-sha256.txt" => "the whole package",
        _seal => "the seal of a thread",
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
        SignedBy::Known { name } => ("good", format!("Good: {name} signed {what}.")),
        SignedBy::Unknown => (
            "none",
            format!(
                "Good, by a key that you did not name: it signed {what}. Compare the fingerprint with its owner’s."
            ),
        ),
        SignedBy::NotChecked => (
            "none",
            format!(
                "Not checked here: a key of the kind {}. Check it with ssh-keygen.",
                row.key_kind
            ),
        ),
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
        "" => "an authority without a name".to_owned(),
        name => format!("“{name}”"),
    };
    let (tone, trust) = match row.trust {
        Trust::Root => ("good", "Its certificate leads to one that you gave."),
        Trust::NoRoot => ("none", "You gave no certificate that it leads to."),
        Trust::NotChecked => (
            "none",
            "Its signature was not checked here: use openssl ts -verify.",
        ),
    };
    let nonce = match row.nonce {
        Nonce::Same => "",
        Nonce::NotCompared => " The request it answers is not here to compare with.",
    };
    let words = format!(
        "At {}, by the clock of {by}, {what} existed. {trust}{nonce}",
        row.time
    );
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
            <summary>{ "Compare with what you were told" }</summary>
            <p class="form__hint">
                { "Take these from their owners by another way than the package: whoever changes a \
                   package can put another key into it, too." }
            </p>
            <label class="origin__field">
                <span>{ "Root of a seal" }</span>
                <input
                    type="text"
                    class="field origin__code"
                    autocomplete="off"
                    spellcheck="false"
                    value={known.root.clone()}
                    oninput={sends(view.on_action, |event: InputEvent| {
                        typed(&event).map(|root| act(SignAction::RootTyped { root }))
                    })}
                />
            </label>
            <label class="origin__field">
                <span>{ "Keys you know, a line each as in allowed_signers" }</span>
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
                <span>{ "Certificates of time stamping authorities you trust, as PEM" }</span>
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
                    { "Check again" }
                </button>
                <FileButton
                    name="Open allowed signers"
                    purpose={Purpose::Signers}
                    on_files={view.on_files.clone()}
                />
                <FileButton
                    name="Open certificates"
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
        <section class="origin" aria-label="Sign this package">
            <h3>{ "Sign it, or have its time stamped" }</h3>
            <p class="form__hint">
                { "Signatures and time stamps stand beside what the package lists, so no other file of \
                   it changes; the zip and its SHA-256 become others." }
            </p>
            { view_key(view, &signing.key) }
            <div class="save__acts">
                <button
                    type="button"
                    class="button"
                    onclick={view.on(act(SignAction::TimeRequestWanted))}
                >{ "Save time request" }</button>
                <FileButton
                    name="Add files"
                    purpose={Purpose::Additions}
                    accept=".sig,.der,.pem,.tsq,.tsr"
                    on_files={view.on_files.clone()}
                />
            </div>
            <p class="form__hint">
                { "A time request holds a digest and nothing else of the package. Send it to a time \
                   stamping authority yourself, then add it together with the answer (.tsr). A \
                   signature made with ssh-keygen -Y sign -n evidence@threadseal is added the same way." }
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
                    { "Make a key" }
                </button>
            </div>
        },
        Key::Kept { public } => view_public(
            view,
            public,
            "This browser keeps the key and lets nobody read it, \
            this page included. It goes when the browser’s data for this page are cleared.",
        ),
        Key::Here { public } => view_public(
            view,
            public,
            "This browser keeps no keys for this page, so this one is \
            there until the page is left, and no longer.",
        ),
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
                    <dt>{ "Your key" }</dt>
                    <dd><code class="origin__code">{ public.fingerprint() }</code></dd>
                </div>
            </dl>
            <label class="origin__field">
                <span>{ "Name of its owner" }</span>
                <input
                    type="text"
                    class="field"
                    value={owner}
                    oninput={sends(view.on_action, |event: InputEvent| {
                        typed(&event).map(|name| act(SignAction::OwnerTyped { name }))
                    })}
                />
            </label>
            <p class="form__hint">{ "Others know the key by this line. Give it to them by another way than the package:" }</p>
            <code class="origin__code" aria-label="Line for allowed_signers">{ copied.clone() }</code>
            <div class="save__acts">
                <button
                    type="button"
                    class="button button--strong"
                    onclick={view.on(act(SignAction::SignWanted))}
                >{ "Sign" }</button>
                <button
                    type="button"
                    class="button"
                    onclick={view.on(Action::Go(crate::app::action::GoAction::CopyWanted { text: copied }))}
                >{ "Copy the line" }</button>
                <button type="button" class="button" onclick={view.on(act(SignAction::KeyUnwanted))}>
                    { "Forget this key" }
                </button>
            </div>
            <p class="form__hint">{ hint }</p>
        </>
    }
}

fn view_phase(view: &View, adding: &Adding) -> Html {
    match adding {
        Adding::None | Adding::Reviewed { .. } => Html::default(),
        Adding::Signing => html! { <p role="status">{ "Signing…" }</p> },
        Adding::Writing { phase, percent, .. } => html! {
            <div class="working">
                <p role="status">{ format!("{phase}…") }</p>
                <Progress name="Adding to the package" percent={*percent} />
                <button type="button" class="button" onclick={view.on(act(SignAction::Cancelled))}>
                    { "Cancel" }
                </button>
            </div>
        },
        Adding::Done { outcome } if outcome.refused => html! {
            <div class="notice" data-tone="error" role="alert">
                <p>{ shown(&outcome.report.headline, false) }</p>
                <p>{ "Nothing was added. Add what was made for this very package." }</p>
            </div>
        },
        Adding::Done { outcome } => view_done(view, outcome),
    }
}

fn view_done(view: &View, outcome: &AddOutcome) -> Html {
    html! {
        <div class="save">
            <p role="status">{ shown(&outcome.report.headline, false) }</p>
            { view_signed(&outcome.report) }
            <div class="save__acts">
                if let Some(url) = view.added_url.clone() {
                    <a class="button button--strong" href={url} download={outcome.file_name.clone()}>
                        { "Save signed package" }
                    </a>
                    if view.has_picker {
                        <button
                            type="button"
                            class="button"
                            onclick={view.on(act(SignAction::SaveToWanted))}
                        >{ "Save to…" }</button>
                    }
                }
            </div>
            <dl class="facts">
                <div class="facts__row">
                    <dt>{ "File" }</dt>
                    <dd>{ format!("{} · {}", outcome.file_name, words::size(outcome.size_bytes)) }</dd>
                </div>
                <div class="facts__row">
                    <dt>{ "SHA-256" }</dt>
                    <dd>
                        <Digest
                            sha256={outcome.sha256.clone()}
                            of="the package as it is now"
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
