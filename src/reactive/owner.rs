//! Owners: what is made under one goes with it. Every memo and effect owns what its last run made.

use super::graph::{self, NodeId, Scope, Turn};

/// A scope that ends when it is told to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owner(NodeId);

impl Owner {
    /// A new owner, itself owned by the present one, if there is any.
    #[must_use]
    #[expect(
        clippy::new_without_default,
        reason = "making one has an effect on the graph"
    )]
    pub fn new() -> Self {
        Self(graph::insert(None, None, Turn::Read))
    }

    /// A new owner that goes with this one.
    #[must_use]
    pub fn child(self) -> Self {
        self.with(Self::new)
    }

    /// Owns from now on whatever is made outside of other owners.
    pub fn set(self) {
        graph::set_outermost(Scope {
            owner: Some(self.0),
            reader: None,
        });
    }

    /// Owns what `f` makes; what `f` reads concerns nobody.
    pub fn with<T>(self, f: impl FnOnce() -> T) -> T {
        let _aside = Aside::step(Scope {
            owner: Some(self.0),
            reader: None,
        });
        f()
    }

    /// Does away with all that is owned, after cleaning up.
    pub fn dispose(self) {
        graph::dispose(self.0);
    }
}

/// While this lives, another scope than the surrounding one holds.
#[must_use]
pub struct Aside(Scope);

impl Aside {
    fn step(into: Scope) -> Self {
        Self(graph::set_scope(into))
    }

    /// What is read does not concern the present reader.
    pub fn unread() -> Self {
        Self::step(Scope {
            owner: graph::scope().owner,
            reader: None,
        })
    }

    /// Without reader, and owned as [`Owner::set`] says: for what the outside starts, at whatever time.
    pub fn outside() -> Self {
        Self::step(graph::outermost())
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        graph::set_scope(self.0);
    }
}

/// Calls `cleanup` when the present owner goes, or runs again; never, where there is none.
pub fn on_cleanup(cleanup: impl FnOnce() + 'static) {
    graph::on_cleanup(Box::new(cleanup));
}
