//! In the dialog "Build package": whether it proves what it shows, and what that gives away.

use yew::prelude::*;

use crate::app::Action;
use crate::app::action::PackageAction;
use crate::app::packaging::BuildForm;
use crate::app::sealing::SealPhase;
use crate::engine::package::Bodies;
use crate::ui::view::View;

/// The choice; nothing where nothing is sealed.
pub(super) fn view(view: &View, form: &BuildForm) -> Html {
    let SealPhase::Sealed { kept, .. } = &view.state.seal else {
        return Html::default();
    };
    html! {
        <fieldset class="group">
            <legend>{ "Proof against the seal" }</legend>
            if *kept {
                { view_choice(view, form, None, "None", "The package stands for itself.") }
                { view_choice(
                    view,
                    form,
                    Some(Bodies::Closed),
                    "Whole messages, and time and sender of those with redactions",
                    "Gives away how many messages there are and which of them something is withheld of.",
                ) }
                { view_choice(
                    view,
                    form,
                    Some(Bodies::Parts),
                    "Every word that is shown",
                    "Gives away as well about how long each gap is: the number of pieces of up to eight \
                     characters. Redactions grow to the edges of these pieces.",
                ) }
            } else {
                <p class="form__hint">
                    { "Save the sealed package first: it stands in the area “Package”. Without it no \
                       later package could be proven under the same seal." }
                </p>
            }
        </fieldset>
    }
}

fn view_choice(
    view: &View,
    form: &BuildForm,
    proof: Option<Bodies>,
    name: &'static str,
    hint: &'static str,
) -> Html {
    html! {
        <label class="choice">
            <input
                type="radio"
                name="proof"
                checked={form.proof == proof}
                onchange={view.on::<Event>(Action::Package(PackageAction::ProofChosen { proof }))}
            />
            <span>
                <span class="choice__name">{ name }</span>
                <span class="choice__hint">{ hint }</span>
            </span>
        </label>
    }
}
