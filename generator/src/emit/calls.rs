//! Methods and what they call in the runtime.

use super::syntax::{Here, deprecated, docs, ident};
use crate::csdl::OperationKind;
use crate::lower::items::{
    Addressing, Argument, Call, Many, Method, Operation, ReferenceVerb, Returns, Target,
    TargetReach, Unset, Value, Verb,
};
use proc_macro2::TokenStream;
use quote::quote;

/// What a method is called on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Receiver {
    /// A builder, which is used up.
    Builder,
    /// The client struct, which is lent.
    Root,
}

impl Receiver {
    fn parameter(self) -> TokenStream {
        match self {
            Self::Builder => quote!(self),
            Self::Root => quote!(&self),
        }
    }

    /// The node of a segment below.
    fn child(self, segment: &str) -> TokenStream {
        match self {
            Self::Builder => quote!(self.0.child(#segment)),
            Self::Root => quote!(self.0.root(#segment)),
        }
    }

    /// The node itself.
    fn node(self) -> TokenStream {
        match self {
            Self::Builder => quote!(self.0),
            Self::Root => quote!(self.0.service()),
        }
    }
}

/// A method of a builder or of the client struct.
pub(super) fn method(item: &Method, here: Here<'_>, receiver: Receiver) -> TokenStream {
    let about = docs(&item.docs);
    let gone = deprecated(item.deprecated.as_ref());
    let name = ident(&item.name);
    let Signature {
        parameters,
        returns,
        body,
    } = call(&item.call, here, receiver);
    let receiver = receiver.parameter();
    quote! {
        #about
        #gone
        pub fn #name(#receiver #(, #parameters)*) -> #returns {
            #body
        }
    }
}

struct Signature {
    parameters: Vec<TokenStream>,
    returns: TokenStream,
    body: TokenStream,
}

impl Signature {
    fn plain(returns: TokenStream, body: TokenStream) -> Self {
        Self {
            parameters: Vec::new(),
            returns,
            body,
        }
    }
}

fn call(call: &Call, here: Here<'_>, receiver: Receiver) -> Signature {
    let node = &receiver.node();
    match call {
        Call::Verb(verb, model) => verb_call(*verb, &here.path(model), node),
        Call::Count => Signature::plain(quote!(Request<i64>), quote!(#node.count())),
        Call::Key(parts, to) => key_call(parts, to, here, node),
        Call::AlternateKey(parts, to) => {
            let builder = here.path(&to.builder);
            let names = parts.iter().map(|(name, _)| ident(name));
            let wires = parts.iter().map(|(_, wire)| &**wire);
            let values = parts.iter().map(|(name, _)| ident(name));
            Signature {
                parameters: names.map(|name| quote!(#name: impl Key)).collect(),
                returns: target(to, here),
                body: quote!(#builder::from_node(#node.alternate_key(&[#((#wires, &#values)),*]))),
            }
        }
        Call::Segment {
            segment,
            target: to,
            required_query,
        } => {
            let builder = here.path(&to.builder);
            let names = required_query.iter().map(|(name, _)| ident(name));
            let node = receiver.child(segment);
            let required = required_query.iter().map(|(name, option)| {
                let name = ident(name);
                quote!(.require(#option, #name))
            });
            Signature {
                parameters: names.map(|name| quote!(#name: impl Into<String>)).collect(),
                returns: target(to, here),
                body: quote!(#builder::from_node(#node #(#required)*)),
            }
        }
        Call::Addressed(addressing, to) => addressed(*addressing, to, here, node),
        Call::Stream(segment) => {
            let body = match segment {
                Some(segment) => quote!(#node.stream(#segment)),
                None => quote!(#node.media()),
            };
            Signature::plain(quote!(StreamRequestBuilder<R>), body)
        }
        Call::Reference(verb) => reference(*verb, node),
        Call::Operation(operation) => operation_call(operation, here, node),
    }
}

fn verb_call(verb: Verb, model: &TokenStream, node: &TokenStream) -> Signature {
    match verb {
        Verb::Get => Signature::plain(quote!(Request<#model>), quote!(#node.get())),
        Verb::List => Signature::plain(quote!(Request<Page<#model>>), quote!(#node.list())),
        Verb::Create => Signature {
            parameters: vec![quote!(value: impl IsA<#model>)],
            returns: quote!(Request<#model>),
            body: quote!(#node.create(value)),
        },
        Verb::Update => Signature {
            parameters: vec![quote!(patch: impl Into<Patch<#model>>)],
            returns: quote!(Request<Option<#model>>),
            body: quote!(#node.update(patch)),
        },
        Verb::Replace => Signature {
            parameters: vec![quote!(value: impl IsA<#model>)],
            returns: quote!(Request<Option<#model>>),
            body: quote!(#node.replace(value)),
        },
        Verb::Delete => Signature::plain(quote!(Request<()>), quote!(#node.delete())),
    }
}

fn key_call(
    parts: &[(std::sync::Arc<str>, std::sync::Arc<str>)],
    to: &Target,
    here: Here<'_>,
    node: &TokenStream,
) -> Signature {
    let builder = here.path(&to.builder);
    let names: Vec<_> = parts.iter().map(|(name, _)| ident(name)).collect();
    let body = match names.as_slice() {
        [name] => quote!(#builder::from_node(#node.key(#name))),
        _ => {
            let wires = parts.iter().map(|(_, wire)| &**wire);
            quote!(#builder::from_node(#node.alternate_key(&[#((#wires, &#names)),*])))
        }
    };
    Signature {
        parameters: names.iter().map(|name| quote!(#name: impl Key)).collect(),
        returns: target(to, here),
        body,
    }
}

fn addressed(addressing: Addressing, to: &Target, here: Here<'_>, node: &TokenStream) -> Signature {
    let builder = here.path(&to.builder);
    let text = quote!(impl AsRef<str>);
    let (parameters, node) = match addressing {
        Addressing::ItemPath => (
            vec![quote!(path: #text)],
            quote!(#node.item_path(path.as_ref())),
        ),
        Addressing::SitePath => (
            vec![quote!(host: #text), quote!(path: #text)],
            quote!(#node.site_path(host.as_ref(), path.as_ref())),
        ),
        Addressing::SharingUrl => (
            vec![quote!(url: #text)],
            quote!(#node.sharing_url(url.as_ref())),
        ),
    };
    Signature {
        parameters,
        returns: target(to, here),
        body: quote!(#builder::from_node(#node)),
    }
}

fn reference(verb: ReferenceVerb, node: &TokenStream) -> Signature {
    let given = || vec![quote!(reference: impl Into<Reference>)];
    let unit = quote!(Request<()>);
    match verb {
        ReferenceVerb::Add => Signature {
            parameters: given(),
            returns: unit,
            body: quote!(#node.add_ref(reference)),
        },
        ReferenceVerb::Set => Signature {
            parameters: given(),
            returns: unit,
            body: quote!(#node.set_ref(reference)),
        },
        ReferenceVerb::Remove => Signature::plain(unit, quote!(#node.remove_ref())),
        ReferenceVerb::List => {
            Signature::plain(quote!(Request<Page<Link>>), quote!(#node.list_refs()))
        }
    }
}

fn target(to: &Target, here: Here<'_>) -> TokenStream {
    let builder = here.path(&to.builder);
    match to.reach {
        TargetReach::Owned => quote!(#builder<Owned>),
        TargetReach::Referenced => quote!(#builder<Referenced>),
        TargetReach::Same => quote!(#builder<R>),
    }
}

fn operation_call(operation: &Operation, here: Here<'_>, node: &TokenStream) -> Signature {
    let positional = operation.positional.iter();
    let mut parameters: Vec<_> = positional.clone().map(|one| parameter(one, here)).collect();
    if let Some(path) = &operation.parameters {
        let path = here.path(path);
        parameters.push(quote!(parameters: #path));
    }
    let arguments = match &operation.parameters {
        Some(_) => quote!(Arguments::of(parameters)),
        None => quote!(Arguments::none()),
    };
    let given = positional.map(|one| argument(one, here));
    let arguments = quote!(#arguments #(#given)*);
    let segment = &operation.segment;
    let request = match operation.kind {
        OperationKind::Action => quote!(#node.action(#segment, #arguments)),
        OperationKind::Function => {
            let overloads = overloads(operation);
            let method = match operation.returns {
                Returns::Builder(_) => quote!(function_node),
                _ => quote!(function),
            };
            quote!(#node.#method(#segment, #overloads, #arguments))
        }
    };
    let (returns, body) = match &operation.returns {
        Returns::Nothing => (quote!(Request<()>), request),
        Returns::Value(value) => (result(&here.value(value)), request),
        Returns::Optional(value) => {
            let value = here.value(value);
            (quote!(Request<Option<#value>>), request)
        }
        Returns::Page(value) => {
            let value = here.value(value);
            (quote!(Request<Page<#value>>), request)
        }
        Returns::Stream => (quote!(Request<Bytes>), request),
        Returns::Builder(to) => {
            let builder = here.path(&to.builder);
            (target(to, here), quote!(#builder::from_node(#request)))
        }
    };
    Signature {
        parameters,
        returns,
        body,
    }
}

fn result(value: &TokenStream) -> TokenStream {
    quote!(Request<#value>)
}

fn parameter(item: &Argument, here: Here<'_>) -> TokenStream {
    let name = ident(&item.name);
    let ty = here.value_type(&item.ty);
    match (&item.ty.value, item.ty.many) {
        (Value::Model(_), Many::One) => quote!(#name: impl IsA<#ty>),
        _ => quote!(#name: impl Into<#ty>),
    }
}

fn argument(item: &Argument, here: Here<'_>) -> TokenStream {
    let name = ident(&item.name);
    let wire = &*item.wire;
    let ty = here.value_type(&item.ty);
    match (&item.ty.value, item.ty.many) {
        (Value::Model(_), Many::One) => quote!(.model::<#ty>(#wire, #name)),
        _ => quote!(.value::<#ty>(#wire, &#name.into())),
    }
}

/// A function's overloads: the parameters' names, a trailing `?` where an unset one is left out.
fn overloads(operation: &Operation) -> TokenStream {
    let sets = operation.overloads.iter().map(|set| {
        let names = set.iter().map(|one| match one.unset {
            Unset::Null => one.wire.to_string(),
            Unset::Omit => format!("{}?", one.wire),
        });
        quote!(&[#(#names),*])
    });
    quote!(&[#(#sets),*])
}
