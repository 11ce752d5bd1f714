//! The line that is never hidden, and the advice one tap behind it.

use crate::web::view::prelude::*;

use super::Store;
use super::icons::{self, icon};
use crate::manifest::EmergencyContact;
use crate::text::{Key, key};

/// What to do where the publisher gives no steps: the order of risk education. Reporting comes after them.
const STEPS: [Key; 4] = [
    key::WARNING_STEP_STOP,
    key::WARNING_STEP_TOUCH,
    key::WARNING_STEP_BACK,
    key::WARNING_STEP_MARK,
];

#[component]
pub(super) fn WarningLine(store: Store) -> impl IntoView {
    let dialog = NodeRef::<web_sys::HtmlDialogElement>::new();
    let open = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            let _ = dialog.show_modal();
        }
    };
    view! {
        <aside class="warning">
            <p>{store.text(key::WARNING_LINE)}</p>
            <button type="button" class="warning-button" aria-haspopup="dialog" on:click=open>
                {icon(icons::ALERT)}
                {store.text(key::WARNING_BUTTON)}
            </button>
        </aside>
        <dialog node_ref=dialog class="dialog advice" aria-labelledby="advice-title">
            <form method="dialog">
                <h2 id="advice-title">{store.text(key::WARNING_TITLE)}</h2>
                <ol class="advice-steps">{move || steps(store)}</ol>
                <p>{store.text(key::WARNING_MAP_NOTE)}</p>
                <button class="button button-primary">{store.text(key::PAGE_CLOSE)}</button>
            </form>
        </dialog>
    }
}

/// The publisher's steps or the built-in ones, then whom to tell.
fn steps(store: Store) -> AnyView {
    let language = store.language.get();
    store.manifest.with(|manifest| {
        let own = manifest.advice.iter().filter(|step| !step.is_empty());
        let mut steps: Vec<String> = own
            .map(|step| step.in_language(language.tag()).to_owned())
            .collect();
        if steps.is_empty() {
            steps = STEPS
                .iter()
                .map(|step| step.text(language).to_owned())
                .collect();
        }
        let report = match &manifest.emergency {
            Some(contact) => contact_line(store, contact),
            None => key::WARNING_STEP_REPORT_LOCAL.text(language).into_any(),
        };
        view! {
            {steps.into_iter().map(|step| view! { <li>{step}</li> }).collect_view()}
            <li class="advice-report">{report}</li>
        }
        .into_any()
    })
}

pub(super) fn contact_line(store: Store, contact: &EmergencyContact) -> AnyView {
    let language = store.language.get();
    let name = contact.text.in_language(language.tag()).to_owned();
    let phone = contact.phone.clone().zip(contact.dial_link());
    let site = contact.url.clone().filter(|url| is_web_address(url));
    view! {
        {key::WARNING_STEP_REPORT.text(language)} " " {name}
        {phone.map(|(shown, dial)| view! { " " <a class="advice-phone" href=dial>{shown}</a> })}
        {site.map(|url| {
            let shown = url.clone();
            view! { " " <a href=url target="_blank" rel="noopener noreferrer">{shown}</a> }
        })}
    }
    .into_any()
}

/// Only such addresses become links: data must not smuggle in a script.
pub(super) fn is_web_address(text: &str) -> bool {
    let start = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    (start.starts_with("https://") || start.starts_with("http://"))
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}
