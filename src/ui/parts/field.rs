//! Boxes for short texts, and ticks, in forms that are read when they are sent.

use yew::prelude::*;

/// A text box named `label` that holds `value`.
pub fn text_field(label: &'static str, value: &str, oninput: Callback<InputEvent>) -> Html {
    html! {
        <label class="origin__field">
            <span>{ label }</span>
            <input
                type="text"
                class="field"
                autocomplete="off"
                spellcheck="false"
                value={value.to_owned()}
                {oninput}
            />
        </label>
    }
}

/// What a text box begins with.
#[derive(Properties, PartialEq)]
pub struct StartFieldProps {
    /// Its id.
    pub id: AttrValue,
    /// What it begins with.
    pub value: AttrValue,
    /// Its name in the form.
    #[prop_or_default]
    pub name: Option<AttrValue>,
    /// What it is called, where no label stands beside it.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// Its type.
    #[prop_or(AttrValue::Static("text"))]
    pub kind: AttrValue,
    /// Its styles.
    #[prop_or(AttrValue::Static("field"))]
    pub class: AttrValue,
    /// What the browser may fill in.
    #[prop_or(AttrValue::Static("off"))]
    pub autocomplete: AttrValue,
    /// What it says while it is empty.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// Most characters.
    #[prop_or_default]
    pub maxlength: Option<AttrValue>,
    /// The least number.
    #[prop_or_default]
    pub min: Option<AttrValue>,
    /// The greatest number.
    #[prop_or_default]
    pub max: Option<AttrValue>,
    /// Id of what is said about it.
    #[prop_or_default]
    pub described_by: Option<AttrValue>,
    /// Whether it has the focus at first.
    #[prop_or_default]
    pub autofocus: bool,
}

/// A text box that begins with a value and keeps what is typed, however often the page is drawn
/// meanwhile. Yew writes the value of an `<input>` again at each drawing, and a digest that comes in
/// draws the page; a component is left alone until what it begins with changes.
#[component]
pub fn StartField(props: &StartFieldProps) -> Html {
    html! {
        <input
            class={props.class.clone()}
            id={props.id.clone()}
            name={props.name.clone()}
            aria-label={props.label.clone()}
            type={props.kind.clone()}
            spellcheck="false"
            autocomplete={props.autocomplete.clone()}
            placeholder={props.placeholder.clone()}
            maxlength={props.maxlength.clone()}
            min={props.min.clone()}
            max={props.max.clone()}
            aria-describedby={props.described_by.clone()}
            autofocus={props.autofocus}
            value={props.value.clone()}
        />
    }
}

/// What a box for a long text begins with.
#[derive(Properties, PartialEq)]
pub struct StartAreaProps {
    /// What it is called.
    pub label: AttrValue,
    /// What it begins with.
    pub value: AttrValue,
    /// Its styles.
    #[prop_or(AttrValue::Static("field"))]
    pub class: AttrValue,
}

/// A box for a long text that keeps what is typed; see [`StartField`].
#[component]
pub fn StartArea(props: &StartAreaProps) -> Html {
    html! {
        <textarea
            class={props.class.clone()}
            aria-label={props.label.clone()}
            rows="10"
            spellcheck="false"
            value={props.value.clone()}
        />
    }
}

/// What a tick begins with.
#[derive(Properties, PartialEq)]
pub struct StartCheckProps {
    /// Whether it is ticked at first.
    pub checked: bool,
    /// Its type: `checkbox` or `radio`.
    #[prop_or(AttrValue::Static("checkbox"))]
    pub kind: AttrValue,
    /// Its id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// Its name in the form.
    #[prop_or_default]
    pub name: Option<AttrValue>,
    /// What the form finds it by.
    #[prop_or_default]
    pub family: Option<AttrValue>,
    /// Whether it has the focus at first.
    #[prop_or_default]
    pub autofocus: bool,
}

/// A tick that stays as a person leaves it; see [`StartField`].
#[component]
pub fn StartCheck(props: &StartCheckProps) -> Html {
    html! {
        <input
            type={props.kind.clone()}
            id={props.id.clone()}
            name={props.name.clone()}
            data-family={props.family.clone()}
            autofocus={props.autofocus}
            checked={props.checked}
        />
    }
}
