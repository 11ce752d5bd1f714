//! The graph against the plainest model there is: compute everything anew.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use proptest::prelude::*;

use super::*;

/// A value computed from two earlier ones. Values stay small, so that they are often equal to those before.
#[derive(Debug, Clone, Copy)]
struct Rule {
    kind: u8,
    sources: (usize, usize),
}

impl Rule {
    fn compute(self, read: impl Fn(usize) -> i32) -> i32 {
        let (one, other) = self.sources;
        match self.kind {
            0 => (read(one) + read(other)).rem_euclid(5),
            1 => read(one).min(read(other)),
            2 => i32::from(read(one) > 2),
            // What it reads depends on what it read.
            _ if read(one) % 2 == 0 => read(other),
            _ => 1,
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Set(usize, i32),
    Read(usize),
    Flush,
    End(usize),
}

const SIGNALS: usize = 4;
const MEMOS: usize = 8;
const EFFECTS: usize = 4;

fn rules() -> impl Strategy<Value = Vec<Rule>> {
    let rule = |at: usize| {
        (0..4_u8, 0..SIGNALS + at, 0..SIGNALS + at).prop_map(|(kind, one, other)| Rule {
            kind,
            sources: (one, other),
        })
    };
    (0..MEMOS).map(rule).collect::<Vec<_>>()
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0..SIGNALS, 0..5).prop_map(|(signal, value)| Step::Set(signal, value)),
        2 => (0..MEMOS).prop_map(Step::Read),
        2 => Just(Step::Flush),
        1 => (0..EFFECTS).prop_map(Step::End),
    ];
    proptest::collection::vec(step, 1..40)
}

/// An effect that reads two values, and what it has seen.
#[derive(Default)]
struct Seen {
    last: Cell<Option<(i32, i32)>>,
    runs: Cell<u32>,
}

fn model(signals: &[i32], rules: &[Rule]) -> Vec<i32> {
    let mut values = signals.to_vec();
    for rule in rules {
        let value = rule.compute(|at| values[at]);
        values.push(value);
    }
    values
}

proptest! {
    #[test]
    fn every_value_agrees_with_computing_everything_anew(
        rules in rules(),
        pairs in proptest::collection::vec((0..MEMOS, 0..MEMOS), EFFECTS),
        drawn in proptest::collection::vec(any::<bool>(), EFFECTS),
        steps in steps(),
    ) {
        let before = graph::count();
        let root = Owner::new();
        let mut plain = vec![0; SIGNALS];
        let (signals, nodes) = root.with(|| {
            let signals: Vec<RwSignal<i32>> = (0..SIGNALS).map(|_| RwSignal::new(0)).collect();
            let nodes: Rc<RefCell<Vec<Signal<i32>>>> = Rc::default();
            nodes.borrow_mut().extend(signals.iter().map(|signal| {
                let signal = *signal;
                Signal::derive(move || signal.get())
            }));
            for rule in &rules {
                let (rule, earlier) = (*rule, nodes.borrow().clone());
                let memo = Memo::new(move |_| rule.compute(|at| earlier[at].get()));
                nodes.borrow_mut().push(memo.into());
            }
            (signals, nodes.borrow().clone())
        });
        let mut effects: Vec<(Owner, Rc<Seen>, bool)> = Vec::new();
        for ((one, other), drawn) in pairs.iter().zip(drawn) {
            let (one, other) = (nodes[SIGNALS + one], nodes[SIGNALS + other]);
            let seen = Rc::new(Seen::default());
            let own = seen.clone();
            let follow = move || {
                own.last.set(Some((one.get(), other.get())));
                own.runs.set(own.runs.get() + 1);
            };
            let owner = root.with(Owner::new);
            owner.with(|| if drawn {
                render_effect(Box::new(follow));
            } else {
                Effect::new(follow);
            });
            effects.push((owner, seen, true));
        }
        flush();
        for step in steps {
            let runs: Vec<u32> = effects.iter().map(|(_, seen, _)| seen.runs.get()).collect();
            match step {
                Step::Set(signal, value) => {
                    plain[signal] = value;
                    signals[signal].set(value);
                }
                Step::Read(memo) => {
                    let expected = model(&plain, &rules)[SIGNALS + memo];
                    prop_assert_eq!(nodes[SIGNALS + memo].get_untracked(), expected);
                }
                Step::End(effect) => {
                    let (owner, _, alive) = &mut effects[effect];
                    if std::mem::take(alive) {
                        owner.dispose();
                    }
                }
                Step::Flush => {
                    let values = model(&plain, &rules);
                    let due: Vec<_> = effects.iter().zip(&pairs).map(|((_, seen, alive), (one, other))| {
                        let now = (values[SIGNALS + one], values[SIGNALS + other]);
                        (*alive && seen.last.get() != Some(now), now)
                    }).collect();
                    flush();
                    for (((_, seen, alive), before), (due, now)) in effects.iter().zip(&runs).zip(due) {
                        prop_assert!(!alive || seen.last.get() == Some(now));
                        let run = seen.runs.get() - before;
                        prop_assert!(run <= 1, "an effect runs once for all changes");
                        prop_assert!(*alive || run == 0, "what is gone does not run");
                        prop_assert!(run == 1 || !due);
                    }
                }
            }
            if !matches!(step, Step::Flush) {
                let still: Vec<u32> = effects.iter().map(|(_, seen, _)| seen.runs.get()).collect();
                prop_assert_eq!(runs, still, "nothing runs before the flush");
            }
        }
        root.dispose();
        prop_assert_eq!(graph::count(), before, "all goes with its owner");
    }
}

/// Runs a test under an owner of its own.
fn owned(test: impl FnOnce()) {
    let root = Owner::new();
    root.with(test);
    root.dispose();
}

fn log() -> (Rc<RefCell<Vec<String>>>, impl Fn(&str) + Clone) {
    let log: Rc<RefCell<Vec<String>>> = Rc::default();
    let writer = log.clone();
    (log, move |line: &str| {
        writer.borrow_mut().push(line.to_owned())
    })
}

#[test]
fn an_equal_value_of_a_memo_concerns_nobody() {
    owned(|| {
        let number = RwSignal::new(1);
        let odd = Memo::new(move |_| number.get() % 2 == 1);
        let (log, write) = log();
        render_effect(Box::new(move || write(&odd.get().to_string())));
        number.set(3);
        flush();
        number.set(4);
        flush();
        assert_eq!(*log.borrow(), ["true", "false"]);
    });
}

#[test]
fn a_memo_that_nobody_reads_is_not_computed() {
    owned(|| {
        let number = RwSignal::new(1);
        let runs = Rc::new(Cell::new(0));
        let counter = runs.clone();
        let memo = Memo::new(move |_| {
            counter.set(counter.get() + 1);
            number.get()
        });
        number.set(2);
        flush();
        assert_eq!(runs.get(), 0);
        assert_eq!((memo.get(), memo.get(), runs.get()), (2, 2, 1));
    });
}

#[test]
fn what_is_drawn_comes_before_what_follows_from_it() {
    owned(|| {
        let number = RwSignal::new(1);
        let (log, write) = log();
        let follow = write.clone();
        Effect::new(move || follow(&format!("follow {}", number.get())));
        render_effect(Box::new(move || write(&format!("draw {}", number.get()))));
        flush();
        number.set(2);
        flush();
        assert_eq!(*log.borrow(), ["draw 1", "follow 1", "draw 2", "follow 2"]);
    });
}

#[test]
fn an_effect_inside_one_that_runs_again_never_sees_the_change() {
    owned(|| {
        let card = RwSignal::new(Some(1));
        let (log, write) = log();
        render_effect(Box::new(move || {
            if card.with(Option::is_none) {
                return;
            }
            let write = write.clone();
            render_effect(Box::new(move || {
                write(
                    &card
                        .get()
                        .expect("it is only there while the card is")
                        .to_string(),
                );
            }));
        }));
        card.set(None);
        flush();
        assert_eq!(*log.borrow(), ["1"]);
    });
}

#[test]
fn cleaning_up_comes_before_what_it_may_still_need_is_gone() {
    owned(|| {
        let again = RwSignal::new(());
        let (log, write) = log();
        render_effect(Box::new(move || {
            again.track();
            let kept = StoredValue::new("kept");
            let write = write.clone();
            on_cleanup(move || write(kept.get_value()));
        }));
        again.notify();
        flush();
        assert_eq!(*log.borrow(), ["kept"]);
    });
}

#[test]
fn an_effect_is_given_what_it_gave() {
    owned(|| {
        let number = RwSignal::new(1);
        let (log, write) = log();
        Effect::new(move |before: Option<i32>| {
            write(&format!("{before:?}"));
            number.get()
        });
        flush();
        number.set(2);
        flush();
        assert_eq!(*log.borrow(), ["None", "Some(1)"]);
    });
}

#[test]
fn an_effect_that_writes_is_followed_by_those_that_read() {
    owned(|| {
        let (number, doubled) = (RwSignal::new(1), RwSignal::new(0));
        let (log, write) = log();
        Effect::new(move || doubled.set(number.get() * 2));
        render_effect(Box::new(move || write(&doubled.get().to_string())));
        flush();
        assert_eq!(*log.borrow(), ["0", "2"]);
    });
}

#[test]
fn what_is_read_aside_concerns_nobody() {
    owned(|| {
        let number = RwSignal::new(1);
        let (log, write) = log();
        render_effect(Box::new(move || {
            let _aside = Aside::unread();
            write(&number.get().to_string());
        }));
        number.set(2);
        flush();
        assert_eq!(*log.borrow(), ["1"]);
    });
}

#[test]
fn writing_to_what_is_gone_does_nothing() {
    let owner = Owner::new();
    let number = owner.with(|| RwSignal::new(1));
    owner.dispose();
    number.set(2);
    assert_eq!(number.try_update(|number| *number += 1), None);
    flush();
}
