//! In the dialog "Build package": whether it proves what it shows, and what that gives away.

use yew::prelude::*;

use crate::app::Action;
use crate::app::action::PackageAction;
use crate::app::packaging::BuildForm;
use crate::app::saving::next_disclosure;
use crate::app::sealing::SealPhase;
use crate::engine::package::Bodies;
use crate::say;
use crate::ui::view::View;

/// The choice; nothing where nothing is sealed.
pub(super) fn view(view: &View, form: &BuildForm) -> Html {
    let SealPhase::Sealed { kept, .. } = &view.state.seal else {
        return Html::default();
    };
    html! {
        <fieldset class="group">
            <legend>{ say::proof_against_the_seal() }</legend>
            if *kept {
                { view_choice(view, form, None, say::none(), say::the_package_stands_for_itself()) }
                { view_choice(
                    view,
                    form,
                    Some(Bodies::Closed),
                    say::whole_messages_and_time_and_sender_of(),
                    say::gives_away_how_many_messages_there_are(),
                ) }
                { view_choice(
                    view,
                    form,
                    Some(Bodies::Parts),
                    say::every_word_that_is_shown(),
                    say::gives_away_as_well_about_how_long(),
                ) }
                { view_number(view, form) }
            } else {
                <p class="form__hint">
                    { say::save_the_sealed_package_first_it_stands() }
                </p>
            }
        </fieldset>
    }
}

/// Which disclosure the package will be.
fn view_number(view: &View, form: &BuildForm) -> Html {
    let Some(next) = next_disclosure(view.state, form) else {
        return Html::default();
    };
    let n_seals = u32::try_from(next.seals.len()).unwrap_or(u32::MAX);
    html! {
        <>
            <p role="status">{ say::disclosure_number_under_n_seals(n_seals, next.number) }</p>
            <p class="form__hint">{ say::the_number_stands_in_the_package_so() }</p>
        </>
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
