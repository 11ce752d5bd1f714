//! Reads markup into a tree.

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Error, Expr, Ident, LitStr, Path, Result, Token};

pub enum Node {
    Element(Element),
    Text(LitStr),
    /// The inside of the braces.
    Block(TokenStream),
}

pub struct Element {
    pub name: Path,
    pub attributes: Vec<Attribute>,
    pub children: Vec<Node>,
}

pub struct Attribute {
    /// As it is written, such as `on:click` or `aria-label`.
    pub name: String,
    /// The last word of the name.
    pub word: Ident,
    pub value: Option<Expr>,
}

pub fn read(markup: TokenStream) -> Result<Vec<Node>> {
    nodes.parse2(markup)
}

fn nodes(input: ParseStream) -> Result<Vec<Node>> {
    let mut nodes = Vec::new();
    let closing = || input.peek(Token![<]) && input.peek2(Token![/]);
    while !(input.is_empty() || closing()) {
        nodes.push(input.parse()?);
    }
    Ok(nodes)
}

impl Parse for Node {
    fn parse(input: ParseStream) -> Result<Self> {
        if input.peek(Token![<]) {
            return element(input).map(Self::Element);
        }
        if input.peek(LitStr) {
            return input.parse().map(Self::Text);
        }
        let group: Group = input.parse()?;
        if group.delimiter() != Delimiter::Brace {
            let problem = "expected an element, a text in quotes or an expression in braces";
            return Err(Error::new(group.span(), problem));
        }
        Ok(Self::Block(group.stream()))
    }
}

fn element(input: ParseStream) -> Result<Element> {
    input.parse::<Token![<]>()?;
    let name = Path::parse_mod_style(input)?;
    let (tokens, closed) = opening_tag(input)?;
    let attributes = attributes.parse2(tokens)?;
    let mut children = Vec::new();
    if !closed {
        children = nodes(input)?;
        input.parse::<Token![<]>()?;
        input.parse::<Token![/]>()?;
        let end = Path::parse_mod_style(input)?;
        input.parse::<Token![>]>()?;
        let begun = name.to_token_stream().to_string();
        if end.to_token_stream().to_string() != begun {
            let problem = format!("closes another element than <{begun}>");
            return Err(Error::new_spanned(end, problem));
        }
    }
    Ok(Element {
        name,
        attributes,
        children,
    })
}

/// The tokens up to the `>`, and whether it was a `/>`. An arrow ends no tag.
fn opening_tag(input: ParseStream) -> Result<(TokenStream, bool)> {
    let mut tokens: Vec<TokenTree> = Vec::new();
    loop {
        let token: TokenTree = input.parse()?;
        let before = tokens.last();
        let after = |sign: char, glued: bool| {
            matches!(before, Some(TokenTree::Punct(punct)) if punct.as_char() == sign
                && (!glued || punct.spacing() == Spacing::Joint))
        };
        if is_end(&token) && !after('-', true) && !after('=', true) {
            let closed = after('/', false);
            if closed {
                tokens.pop();
            }
            return Ok((tokens.into_iter().collect(), closed));
        }
        tokens.push(token);
    }
}

fn is_end(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == '>')
}

fn attributes(input: ParseStream) -> Result<Vec<Attribute>> {
    let mut attributes = Vec::new();
    while !input.is_empty() {
        let mut word = input.call(Ident::parse_any)?;
        let mut name = word.to_string();
        while input.peek(Token![-]) || input.peek(Token![:]) {
            name.push(if input.parse::<Option<Token![-]>>()?.is_some() {
                '-'
            } else {
                input.parse::<Token![:]>()?;
                ':'
            });
            word = input.call(Ident::parse_any)?;
            name.push_str(&word.to_string());
        }
        let value = match input.parse::<Option<Token![=]>>()? {
            Some(_) => Some(input.parse()?),
            None => None,
        };
        attributes.push(Attribute { name, word, value });
    }
    Ok(attributes)
}
