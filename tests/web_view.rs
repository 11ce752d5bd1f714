//! What components put into the page, in a real browser.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

use hazard_map::reactive::{Read, RwSignal, flush};
use hazard_map::web::view::{AnyView, mount};
// The markup names these two from the root.
use hazard_map::{reactive, web};
use view_macro::{component, view};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement, HtmlInputElement};

wasm_bindgen_test_configure!(run_in_browser);

/// A place in the page with this view.
fn page(view: AnyView) -> Element {
    let document = web_sys::window()
        .and_then(|window| window.document())
        .expect("as the test made it");
    let place = document.create_element("div").expect("as the test made it");
    document
        .body()
        .expect("as the test made it")
        .append_child(&place)
        .expect("as the test made it");
    mount(&place, view);
    flush();
    place
}

fn find<E: JsCast>(place: &Element, selector: &str) -> E {
    place
        .query_selector(selector)
        .expect("as the test made it")
        .expect("as the test made it")
        .unchecked_into()
}

#[wasm_bindgen_test]
fn elements_attributes_and_texts_are_as_written() {
    let text = "<b>data</b>";
    let place = page(view! {
        <p class="quiet" hidden>"one " {text}</p>
        <svg viewBox="0 0 1 1"><path d="M0 0"></path></svg>
    });
    assert_eq!(
        place.inner_html(),
        r#"<p class="quiet" hidden="">one &lt;b&gt;data&lt;/b&gt;</p><svg viewBox="0 0 1 1"><path d="M0 0"></path></svg>"#
    );
    let path: Element = find(&place, "path");
    assert_eq!(
        path.namespace_uri().as_deref(),
        Some("http://www.w3.org/2000/svg")
    );
}

#[wasm_bindgen_test]
fn a_place_shows_text_elements_and_nothing_in_turn() {
    let shown = RwSignal::new(0);
    let place = page(view! {
        <p>"a" {move || match shown.get() {
            0 => Some(view! { "text" }),
            1 => None,
            2 => Some(view! { <b>"one"</b> <b>{move || shown.get()}</b> }),
            _ => Some(view! { "other" }),
        }} "z"</p>
    });
    let mut seen = Vec::new();
    for step in [0, 1, 2, 3, 2, 1, 0] {
        shown.set(step);
        flush();
        seen.push(place.inner_html());
    }
    let elements = "<p>a<b>one</b><b>2</b>z</p>";
    assert_eq!(
        seen,
        [
            "<p>atextz</p>",
            "<p>az</p>",
            elements,
            "<p>aotherz</p>",
            elements,
            "<p>az</p>",
            "<p>atextz</p>"
        ]
    );
}

#[wasm_bindgen_test]
fn attributes_classes_styles_and_properties_follow_their_values() {
    let (on, size) = (RwSignal::new(true), RwSignal::new(Some("1px")));
    let place = page(view! {
        <input
            class=move || if on.get() { "box large" } else { "box small" }
            class:on=on
            disabled=on
            title=move || on.get().then_some("on")
            style:width=move || size.get()
            prop:value=move || on.get().to_string()
        />
    });
    let input: HtmlInputElement = find(&place, "input");
    let state = || {
        let style = input
            .style()
            .get_property_value("width")
            .expect("as the test made it");
        (
            input.class_name(),
            input.disabled(),
            input.title(),
            style,
            input.value(),
        )
    };
    let words = |words: [&str; 3]| words.map(str::to_owned);
    let [class, title, value] = words(["box large on", "on", "true"]);
    assert_eq!(state(), (class, true, title, "1px".to_owned(), value));
    on.set(false);
    size.set(None);
    flush();
    let [class, title, value] = words(["box small", "", "false"]);
    assert_eq!(state(), (class, false, title, String::new(), value));
    // What a reader has written is overwritten when the value is set again, even to the same.
    input.set_value("typed");
    on.notify();
    flush();
    assert_eq!(input.value(), "false");
}

#[wasm_bindgen_test]
fn a_list_takes_its_value_after_its_options() {
    let place = page(view! {
        <select prop:value="b"><option value="a"></option><option value="b"></option></select>
    });
    assert_eq!(find::<HtmlInputElement>(&place, "select").value(), "b");
}

#[component]
fn Row(name: &'static str, clicked: RwSignal<u32>, made: RwSignal<u32>) -> impl IntoView {
    made.update(|made| *made += 1);
    // Reading in a component does not make the list anew.
    let _ = made.get();
    view! { <button id=name on:click=move |_| clicked.update(|clicked| *clicked += 1)>{name}</button> {name} }
}

#[wasm_bindgen_test]
fn items_of_a_list_keep_their_elements_and_the_focus() {
    let (clicked, made) = (RwSignal::new(0), RwSignal::new(0));
    let items = RwSignal::new(vec!["a", "b", "c", "d"]);
    let place = page(view! {
        <div><For each=move || items.get() key=|name| *name children=move |name| view! { <Row name clicked made/> }/></div>
    });
    let text = || place.text_content().expect("as the test made it");
    assert_eq!(text(), "aabbccdd");
    let kept: HtmlElement = find(&place, "#c");
    kept.focus().expect("as the test made it");
    for order in [
        vec!["b", "c", "d", "a"],
        vec!["c"],
        vec!["x", "c", "y"],
        vec!["x", "y", "c", "c"],
        vec!["c"],
    ] {
        items.set(order.clone());
        flush();
        assert_eq!(
            text(),
            order
                .iter()
                .map(|name| format!("{name}{name}"))
                .collect::<String>()
        );
        assert_eq!(find::<HtmlElement>(&place, "#c"), kept, "{order:?}");
        assert_eq!(
            kept.owner_document()
                .and_then(|document| document.active_element())
                .as_ref(),
            Some(kept.as_ref()),
            "{order:?}"
        );
    }
    kept.click();
    assert_eq!((clicked.get(), made.get()), (1, 7));
    items.set(Vec::new());
    flush();
    assert_eq!(text(), "");
}

#[wasm_bindgen_test]
fn show_makes_its_view_anew_only_when_the_answer_changes() {
    let number = RwSignal::new(1);
    let place = page(view! {
        <Show when=move || { number.get() > 0 } fallback=|| view! { <i>"none"</i> }><b>{number}</b></Show>
    });
    let before: Element = find(&place, "b");
    number.set(2);
    flush();
    assert_eq!(find::<Element>(&place, "b"), before);
    assert_eq!(place.inner_html(), "<b>2</b>");
    number.set(0);
    flush();
    assert_eq!(place.inner_html(), "<i>none</i>");
}

#[wasm_bindgen_test]
fn what_a_reader_unfolded_and_focused_stays_so_when_it_is_made_anew() {
    let word = RwSignal::new("one");
    let place = page(view! {
        <div>{move || {
            let word = word.get();
            view! { <details><summary>{word}</summary><button>{word}</button></details> <a href="#"></a> }
        }}</div>
    });
    find::<HtmlElement>(&place, "summary").click();
    find::<HtmlElement>(&place, "button")
        .focus()
        .expect("as the test made it");
    word.set("two");
    flush();
    let button: Element = find(&place, "button");
    assert_eq!(button.text_content().as_deref(), Some("two"));
    assert!(find::<Element>(&place, "details").has_attribute("open"));
    let document = button.owner_document().expect("as the test made it");
    assert_eq!(document.active_element(), Some(button));
}
