//! The graph itself: nodes of one kind, whatever their values, so that its code exists once.
//!
//! No code of a user of the graph runs, and none of their values is dropped, while the graph is borrowed.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

/// A place and which of the nodes that stood in it: an id outlives what it names. One word, because most closures of
/// the page hold some.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NodeId(u32);

/// How many places there are; the rest of an id counts the nodes that stood there, and begins again after 4,096.
const PLACES: u32 = 1 << 20;

impl NodeId {
    fn new(place: usize, generation: u32) -> Self {
        Self(place as u32 | generation.wrapping_mul(PLACES))
    }

    fn place(self) -> usize {
        (self.0 % PLACES) as usize
    }
}

/// A value of any kind, shared between the graph and whoever reads it just now.
pub(super) type Value = Rc<dyn Any>;
/// What a memo or an effect does; says whether others must look again.
pub(super) type Run = Rc<RefCell<dyn FnMut() -> bool>>;

/// How far a node is from being up to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    Clean,
    /// Something that it read may have changed.
    Check,
    /// Something that it read has changed.
    Dirty,
}

/// When the node's turn is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// When somebody reads it.
    Read,
    /// In the next flush, with what is drawn.
    Draw,
    /// In the next flush, after all that is drawn.
    Afterwards,
}

struct Node {
    state: State,
    turn: Turn,
    value: Option<Value>,
    run: Option<Run>,
    /// What it read when it last ran, and who has read it since it last changed.
    sources: Vec<NodeId>,
    readers: Vec<NodeId>,
    owner: Option<NodeId>,
    owned: Vec<NodeId>,
    cleanups: Vec<Box<dyn FnOnce()>>,
}

#[derive(Default)]
struct Graph {
    /// Each with the id of the node that stands there now, or is the next to stand there.
    places: Vec<(NodeId, Option<Node>)>,
    /// The longest free first, so that generations last.
    free: VecDeque<usize>,
    to_draw: VecDeque<NodeId>,
    afterwards: VecDeque<NodeId>,
    on_work: Option<fn()>,
    /// A flush is arranged or under way.
    flushing: bool,
}

/// Who owns what is made now, and who reads.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Scope {
    pub owner: Option<NodeId>,
    pub reader: Option<NodeId>,
}

thread_local! {
    static GRAPH: RefCell<Graph> = RefCell::default();
    static SCOPE: Cell<Scope> = Cell::default();
    static OUTERMOST: Cell<Scope> = Cell::default();
}

impl Graph {
    fn node(&self, id: NodeId) -> Option<&Node> {
        let (now, node) = self.places.get(id.place())?;
        node.as_ref().filter(|_| *now == id)
    }

    fn node_mut(&mut self, id: NodeId) -> Option<&mut Node> {
        let (now, node) = self.places.get_mut(id.place())?;
        node.as_mut().filter(|_| *now == id)
    }

    fn insert(&mut self, node: Node) -> NodeId {
        if let Some(place) = self.free.pop_front() {
            let (id, vacant) = &mut self.places[place];
            *vacant = Some(node);
            return *id;
        }
        let id = NodeId::new(self.places.len(), 0);
        debug_assert_eq!(id.place(), self.places.len(), "a place for every node");
        self.places.push((id, Some(node)));
        id
    }

    fn remove(&mut self, id: NodeId) -> Option<Node> {
        self.node(id)?;
        let place = id.place();
        let (now, node) = &mut self.places[place];
        *now = NodeId(id.0.wrapping_add(PLACES));
        self.free.push_back(place);
        node.take()
    }

    /// Tells the readers of a node, and theirs, that they are behind.
    fn mark_readers(&mut self, id: NodeId, state: State) {
        let count = self.node(id).map_or(0, |node| node.readers.len());
        for at in 0..count {
            // Marking changes no list of readers.
            if let Some(reader) = self.node(id).and_then(|node| node.readers.get(at).copied()) {
                self.mark(reader, state);
            }
        }
    }

    fn mark(&mut self, id: NodeId, state: State) {
        let Some(node) = self.node_mut(id) else {
            return;
        };
        let before = node.state;
        node.state = before.max(state);
        if before != State::Clean {
            return;
        }
        match node.turn {
            Turn::Read => self.mark_readers(id, State::Check),
            turn => self.queue(id, turn),
        }
    }

    fn queue(&mut self, id: NodeId, turn: Turn) {
        match turn {
            Turn::Draw => self.to_draw.push_back(id),
            _ => self.afterwards.push_back(id),
        }
        if !self.flushing
            && let Some(on_work) = self.on_work
        {
            self.flushing = true;
            on_work();
        }
    }

    /// The node no longer hears of what it read.
    fn forget_sources(&mut self, id: NodeId, sources: Vec<NodeId>) {
        for source in sources {
            if let Some(source) = self.node_mut(source)
                && let Some(at) = source.readers.iter().rposition(|reader| *reader == id)
            {
                source.readers.swap_remove(at);
            }
        }
    }
}

fn with<T>(f: impl FnOnce(&mut Graph) -> T) -> T {
    GRAPH.with_borrow_mut(f)
}

/// Names what arranges for a [`flush`] soon; it is called once whenever there is something to do, and must not flush
/// at once.
pub fn on_work(arrange: fn()) {
    with(|graph| graph.on_work = Some(arrange));
}

pub(super) fn scope() -> Scope {
    SCOPE.get()
}

pub(super) fn set_scope(scope: Scope) -> Scope {
    SCOPE.replace(scope)
}

/// The scope of whatever the outside starts.
pub(super) fn outermost() -> Scope {
    OUTERMOST.get()
}

pub(super) fn set_outermost(scope: Scope) {
    OUTERMOST.set(scope);
    SCOPE.set(scope);
}

/// Puts a node into the graph, owned by the present owner.
pub(super) fn insert(value: Option<Value>, run: Option<Run>, turn: Turn) -> NodeId {
    let owner = scope().owner;
    with(|graph| {
        let id = graph.insert(Node {
            state: if run.is_some() {
                State::Dirty
            } else {
                State::Clean
            },
            turn,
            value,
            run,
            sources: Vec::new(),
            readers: Vec::new(),
            owner,
            owned: Vec::new(),
            cleanups: Vec::new(),
        });
        if let Some(owner) = owner.and_then(|owner| graph.node_mut(owner)) {
            owner.owned.push(id);
        }
        if turn == Turn::Afterwards {
            graph.queue(id, turn);
        }
        id
    })
}

/// The value of a node that is still there.
pub(super) fn value(id: NodeId) -> Option<Value> {
    with(|graph| graph.node(id)?.value.clone())
}

/// The value of a node, which has none until it is set again.
pub(super) fn take_value(id: NodeId) -> Option<Value> {
    with(|graph| graph.node_mut(id)?.value.take())
}

pub(super) fn set_value(id: NodeId, value: Value) {
    let before = with(|graph| graph.node_mut(id)?.value.replace(value));
    drop(before);
}

/// The present reader reads this node.
pub(super) fn track(id: NodeId) {
    let Some(reader) = scope().reader else {
        return;
    };
    with(|graph| {
        let known = graph
            .node(reader)
            .is_none_or(|reader| reader.sources.contains(&id));
        if known || graph.node(id).is_none() {
            return;
        }
        if let Some(reader) = graph.node_mut(reader) {
            reader.sources.push(id);
        }
        if let Some(source) = graph.node_mut(id) {
            source.readers.push(reader);
        }
    });
}

/// The node's value has changed.
pub(super) fn notify(id: NodeId) {
    with(|graph| graph.mark_readers(id, State::Dirty));
}

/// Brings a node up to date, if it is not.
pub(super) fn refresh(id: NodeId) {
    let state = || with(|graph| graph.node(id).map_or(State::Clean, |node| node.state));
    if state() == State::Check {
        let sources = with(|graph| {
            graph
                .node(id)
                .map_or_else(Vec::new, |node| node.sources.clone())
        });
        for source in sources {
            refresh(source);
            if state() != State::Check {
                break;
            }
        }
        if state() == State::Check {
            // Whatever changed on the way here ended as the same value.
            with(|graph| {
                if let Some(node) = graph.node_mut(id) {
                    node.state = State::Clean;
                }
            });
        }
    }
    if state() == State::Dirty {
        run(id);
    }
}

/// Runs a memo or an effect anew: what it made before goes, and it hears only of what it reads now.
fn run(id: NodeId) {
    dispose_owned(id);
    let run = with(|graph| {
        let node = graph.node_mut(id)?;
        node.state = State::Clean;
        let run = node.run.clone();
        let sources = std::mem::take(&mut node.sources);
        graph.forget_sources(id, sources);
        run
    });
    let Some(run) = run else {
        return;
    };
    let before = set_scope(Scope {
        owner: Some(id),
        reader: Some(id),
    });
    let changed = (run.borrow_mut())();
    set_scope(before);
    if changed {
        notify(id);
    }
}

/// Runs every effect that is behind, and what becomes so meanwhile.
pub fn flush() {
    with(|graph| graph.flushing = true);
    while let Some(id) = with(|graph| {
        let next = graph.to_draw.pop_front();
        next.or_else(|| graph.afterwards.pop_front())
    }) {
        settle(id);
    }
    with(|graph| graph.flushing = false);
}

/// Brings an effect up to date, after those that own it: they may be about to do away with it.
fn settle(id: NodeId) {
    if let Some(owner) = with(|graph| graph.node(id)?.owner) {
        settle(owner);
    }
    refresh(id);
}

/// Adds to what happens when the present owner goes, or runs again.
pub(super) fn on_cleanup(cleanup: Box<dyn FnOnce()>) {
    with(|graph| {
        if let Some(owner) = scope().owner.and_then(|owner| graph.node_mut(owner)) {
            owner.cleanups.push(cleanup);
        }
    });
}

/// Does away with a node and all that it owns.
pub(super) fn dispose(id: NodeId) {
    with(|graph| {
        let owner = graph.node(id)?.owner?;
        graph.node_mut(owner)?.owned.retain(|owned| *owned != id);
        Some(())
    });
    dispose_with_owner(id);
}

fn dispose_with_owner(id: NodeId) {
    dispose_owned(id);
    // Dropped only after the graph is free again.
    let gone = with(|graph| {
        let mut node = graph.remove(id)?;
        graph.forget_sources(id, std::mem::take(&mut node.sources));
        Some(node)
    });
    drop(gone);
}

/// Cleans up first: that may still need what goes afterwards.
fn dispose_owned(id: NodeId) {
    let cleanups = with(|graph| {
        graph
            .node_mut(id)
            .map(|node| std::mem::take(&mut node.cleanups))
    });
    let before = set_scope(Scope::default());
    for cleanup in cleanups.into_iter().flatten() {
        cleanup();
    }
    set_scope(before);
    let owned = with(|graph| {
        graph
            .node_mut(id)
            .map(|node| std::mem::take(&mut node.owned))
    });
    for owned in owned.into_iter().flatten() {
        dispose_with_owner(owned);
    }
}

/// How many nodes there are, for tests.
#[cfg(test)]
pub(super) fn count() -> usize {
    with(|graph| graph.places.len() - graph.free.len())
}
