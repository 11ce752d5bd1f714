//! Components: a function becomes a struct whose fields are its arguments, and its view that of the struct.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Error, FnArg, GenericParam, ItemFn, Pat, Result, Stmt, Type, parse_quote};

pub fn component(function: TokenStream) -> Result<TokenStream> {
    let ItemFn {
        attrs,
        vis,
        mut sig,
        block,
        ..
    } = syn::parse2(function)?;
    let mut stmts = block.stmts;
    let last = match stmts.pop() {
        Some(Stmt::Expr(view, None)) => quote!(#view),
        Some(Stmt::Macro(view)) if view.semi_token.is_none() => {
            let view = view.mac;
            quote!(#view)
        }
        _ => return Err(Error::new_spanned(&sig, "a component ends with its view")),
    };
    let (mut names, mut types) = (Vec::new(), Vec::new());
    for argument in &sig.inputs {
        let FnArg::Typed(argument) = argument else {
            return Err(Error::new_spanned(argument, "a component has no self"));
        };
        let Pat::Ident(name) = &*argument.pat else {
            return Err(Error::new_spanned(&argument.pat, "expected a name"));
        };
        names.push(name.ident.clone());
        // Each `impl Trait` becomes a parameter of the struct.
        types.push(match &*argument.ty {
            Type::ImplTrait(of) => {
                let bounds = &of.bounds;
                let parameter = format_ident!("Impl{}", types.len());
                let bounded: GenericParam = parse_quote!(#parameter: #bounds);
                sig.generics.params.push(bounded);
                parse_quote!(#parameter)
            }
            other => other.clone(),
        });
    }
    let name = &sig.ident;
    let (impl_generics, type_generics, where_clause) = sig.generics.split_for_impl();
    let parameters = sig.generics.type_params().map(|parameter| &parameter.ident);
    Ok(quote! {
        #(#attrs)*
        #vis struct #name <#(#parameters),*> {
            #(#vis #names: #types),*
        }

        impl #impl_generics crate::web::view::IntoView for #name #type_generics #where_clause {
            #[inline(never)]
            fn into_any(self) -> crate::web::view::AnyView {
                // What the component reads while it is made does not make it anew.
                let _unread = crate::reactive::Aside::unread();
                let Self { #(#names),* } = self;
                #(#stmts)*
                crate::web::view::IntoView::into_any(#last)
            }
        }
    })
}
