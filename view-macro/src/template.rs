//! Writes the code of a view: a description, and a call for each place in it. The parts are those of
//! `web::view::template`.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Error, Expr, ExprLit, Ident, Lit};

use crate::markup::{Attribute, Element, Node};

/// Elements that need their namespace. `title`, `a`, `style` and `script` are taken for those of HTML.
const SVG: &[&str] = &[
    "circle", "defs", "g", "line", "path", "pattern", "polygon", "polyline", "rect", "svg", "text",
];

/// The view of these nodes.
pub fn view(nodes: &[Node]) -> TokenStream {
    if let [Node::Element(element)] = nodes
        && is_component(element)
    {
        let component = component(element);
        return quote!(crate::web::view::IntoView::into_any(#component));
    }
    let mut template = Template {
        variable: Ident::new("template", Span::mixed_site()),
        description: String::new(),
        calls: TokenStream::new(),
    };
    template.nodes(nodes);
    let Template {
        variable,
        description,
        calls,
    } = template;
    if calls.is_empty() {
        return quote!(crate::web::view::Template::fixed(#description));
    }
    quote! {{
        let mut #variable = crate::web::view::Template::new(#description);
        #calls
        #variable.finish()
    }}
}

struct Template {
    variable: Ident,
    description: String,
    calls: TokenStream,
}

impl Template {
    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Text(text) => self.part('"', &text.value()),
                Node::Block(block) => self.child(inside(block)),
                Node::Element(element) if is_component(element) => self.child(component(element)),
                Node::Element(element) => self.element(element),
            }
        }
    }

    fn element(&mut self, element: &Element) {
        let name = element.name.to_token_stream().to_string();
        let is_svg = SVG.contains(&name.as_str());
        self.part(if is_svg { '~' } else { '<' }, &name);
        // A list takes its value only once its options are there.
        let (last, first): (Vec<_>, Vec<_>) = element
            .attributes
            .iter()
            .partition(|attribute| is_last(attribute));
        for attribute in first {
            self.attribute(attribute);
        }
        self.nodes(&element.children);
        for attribute in last {
            self.attribute(attribute);
        }
        self.part('>', "");
    }

    fn attribute(&mut self, attribute: &Attribute) {
        let Attribute { name, word, value } = attribute;
        let (kind, name) = name.split_once(':').unwrap_or(("", name));
        let part = match kind {
            "" if name == "node_ref" => '&',
            "" => '@',
            "class" => '.',
            "style" => ':',
            "prop" => '*',
            "on" => '!',
            _ => {
                let problem =
                    "expected an attribute, or class:, style:, prop: or on: before a name";
                self.calls
                    .extend(Error::new(word.span(), problem).into_compile_error());
                return;
            }
        };
        match value {
            None => self.fixed(name, ""),
            Some(Expr::Lit(ExprLit {
                lit: Lit::Str(text),
                ..
            })) if kind.is_empty() => self.fixed(name, &text.value()),
            Some(value) => {
                let variable = &self.variable;
                self.calls.extend(match part {
                    '&' => quote!(#variable.node_ref(#value);),
                    '!' => quote!(#variable.on(crate::web::view::event::#word, #value);),
                    _ => quote!(#variable.value(#value);),
                });
                self.part(part, if matches!(part, '&' | '!') { "" } else { name });
            }
        }
    }

    fn fixed(&mut self, name: &str, value: &str) {
        self.part('=', name);
        self.description.push_str(value);
        self.description.push('\0');
    }

    fn child(&mut self, child: TokenStream) {
        self.part('?', "");
        let variable = &self.variable;
        self.calls.extend(quote!(#variable.child(#child);));
    }

    fn part(&mut self, kind: char, text: &str) {
        self.description.push(kind);
        self.description.push_str(text);
        self.description.push('\0');
    }
}

fn is_component(element: &Element) -> bool {
    let last = element.name.segments.last();
    last.is_some_and(|last| last.ident.to_string().starts_with(char::is_uppercase))
}

fn is_last(attribute: &Attribute) -> bool {
    attribute.name == "node_ref" || attribute.name.starts_with("prop:")
}

/// An expression without the braces that the compiler would find needless.
fn inside(block: &TokenStream) -> TokenStream {
    match syn::parse2::<Expr>(block.clone()) {
        Ok(expression) => expression.into_token_stream(),
        Err(_) => quote!({ #block }),
    }
}

fn component(element: &Element) -> TokenStream {
    let named = |name: &str| {
        let attribute = element.attributes.iter().find(|known| known.name == name);
        attribute.and_then(|attribute| attribute.value.as_ref())
    };
    let children = view(&element.children);
    if element.name.is_ident("Show") {
        let fallback = named("fallback").map_or(quote!(|| ()), ToTokens::to_token_stream);
        let Some(when) = named("when") else {
            return missing(element, "when");
        };
        return quote!(crate::web::view::show(#when, move || #children, #fallback));
    }
    if element.name.is_ident("For") {
        let (Some(each), Some(key), Some(children)) =
            (named("each"), named("key"), named("children"))
        else {
            return missing(element, "each, key and children");
        };
        return quote!(crate::web::view::each(#each, #key, #children));
    }
    if let Some(Node::Element(Element { name, .. })) = element.children.first() {
        return Error::new_spanned(name, "components have no children").into_compile_error();
    }
    let name = &element.name;
    let fields = element.attributes.iter().map(|attribute| {
        let field = &attribute.word;
        match &attribute.value {
            Some(value) => quote!(#field: #value),
            None => quote!(#field),
        }
    });
    quote!(#name { #(#fields),* })
}

fn missing(element: &Element, what: &str) -> TokenStream {
    Error::new_spanned(&element.name, format!("needs {what}")).into_compile_error()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::read;

    /// The code for some markup, without spaces and the path of the view.
    fn code(markup: TokenStream) -> String {
        let nodes = read(markup).expect("it is well-formed");
        let code = view(&nodes).to_string().replace(' ', "");
        code.replace("crate::web::view::", "")
    }

    #[test]
    fn what_never_changes_is_one_description() {
        let code = code(quote!(<p class="quiet" hidden>"text"<b></b></p>));
        assert_eq!(
            code,
            r#"Template::fixed("<p\0=class\0quiet\0=hidden\0\0\"text\0<b\0>\0>\0")"#
        );
    }

    #[test]
    fn what_changes_is_filled_in_in_the_order_of_the_description() {
        let code = code(quote! {
            <input prop:value=text node_ref=field class:open=move || a.get() aria-label=name on:click=move |_| go()/>
            {child}
        });
        assert!(
            code.contains(r#"("<input\0.open\0@aria-label\0!\0*value\0&\0>\0?\0")"#),
            "{code}"
        );
        let calls = [
            "value(move||a.get())",
            "value(name)",
            "on(event::click,move|_|go())",
            "value(text)",
        ];
        let places = calls.map(|call| code.find(call).unwrap());
        assert!(places.is_sorted(), "{code}");
    }

    #[test]
    fn drawings_have_their_namespace() {
        let code = code(quote!(<svg><path d="M0 0"></path></svg>));
        assert!(
            code.contains(r"~svg\0~path\0=d\0M0 0\0".replace(' ', "").as_str()),
            "{code}"
        );
    }

    #[test]
    fn a_component_is_its_struct() {
        assert_eq!(
            code(quote!(<Chip store label="a" count=1 + 2/>)),
            r#"IntoView::into_any(Chip{store,label:"a",count:1+2})"#
        );
    }

    #[test]
    fn show_and_for_take_closures() {
        let shown = code(quote!(<Show when=move || { a > b }>"text"</Show>));
        assert!(
            shown.contains("show(move||{a>b},move||Template::fixed"),
            "{shown}"
        );
        let listed = code(quote!(<For each=move || all() key=|x| *x children=move |x| row(x)/>));
        assert!(
            listed.contains("each(move||all(),|x|*x,move|x|row(x))"),
            "{listed}"
        );
    }

    #[test]
    fn mistakes_are_named() {
        let wrong = |markup| read(markup).err().map(|error| error.to_string());
        assert_eq!(
            wrong(quote!(<p></b>)).as_deref(),
            Some("closes another element than <p>")
        );
        assert!(wrong(quote!(<p>loose words</p>)).is_some());
        assert!(code(quote!(<p bind:value=x></p>)).contains("compile_error"));
        assert!(code(quote!(<Show>"a"</Show>)).contains("needswhen"));
    }
}
