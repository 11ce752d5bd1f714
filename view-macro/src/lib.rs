//! `view! { … }` and `#[component]`: markup in, a description for `web::view` out.
//!
//! What never changes becomes one string; what does, one call each. So a component costs its closures and few bytes
//! more. An expression ends where the next attribute begins, or at a `>`: one that holds a `>` itself stands in braces.

mod component;
mod markup;
mod template;

use proc_macro::TokenStream;

/// The view of some markup: elements, text literals, `{expressions}`, components, `<Show/>` and `<For/>`.
#[proc_macro]
pub fn view(input: TokenStream) -> TokenStream {
    markup::read(input.into())
        .map(|nodes| template::view(&nodes))
        .unwrap_or_else(|error| error.into_compile_error())
        .into()
}

/// Makes a component of a function: a struct with its arguments as fields, which markup can name.
#[proc_macro_attribute]
pub fn component(_: TokenStream, function: TokenStream) -> TokenStream {
    component::component(function.into())
        .unwrap_or_else(|error| error.into_compile_error())
        .into()
}
