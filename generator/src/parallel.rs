//! Work on several threads, whose number does not show in the results.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// As many threads as asked for; 0 stands for one per core.
pub(crate) fn threads(wanted: usize) -> NonZero<usize> {
    NonZero::new(wanted)
        .or_else(|| std::thread::available_parallelism().ok())
        .unwrap_or(NonZero::<usize>::MIN)
}

/// Does the same with all items on so many threads; results stand in the order of the items.
pub(crate) fn map_in_order<I: Sync, T: Send>(
    items: &[I],
    map: impl Fn(&I) -> T + Sync,
    threads: NonZero<usize>,
) -> Vec<T> {
    map_beside(items, map, threads, || ()).0
}

/// Does one thing on another thread, if there may be one, while this thread does the other.
pub(crate) fn beside<A: Send, B>(
    threads: NonZero<usize>,
    other: impl FnOnce() -> A + Send,
    own: impl FnOnce() -> B,
) -> (A, B) {
    if threads.get() == 1 {
        return (other(), own());
    }
    std::thread::scope(|scope| {
        let other = scope.spawn(other);
        let own = own();
        let other = other.join();
        (
            other.unwrap_or_else(|fault| std::panic::resume_unwind(fault)),
            own,
        )
    })
}

/// As [`map_in_order`], while this thread does something else first.
pub(crate) fn map_beside<I: Sync, T: Send, R>(
    items: &[I],
    map: impl Fn(&I) -> T + Sync,
    threads: NonZero<usize>,
    beside: impl FnOnce() -> R,
) -> (Vec<T>, R) {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(items.len()));
    let work = || {
        let mut mine = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else {
                break;
            };
            mine.push((index, map(item)));
        }
        done.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .append(&mut mine);
    };
    let other = std::thread::scope(|scope| {
        for _ in 1..threads.get() {
            scope.spawn(work);
        }
        let other = beside();
        work();
        other
    });
    let done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut results: Vec<Option<T>> = Vec::new();
    results.resize_with(done.len(), || None);
    for (index, result) in done {
        if let Some(slot) = results.get_mut(index) {
            *slot = Some(result);
        }
    }
    (results.into_iter().flatten().collect(), other)
}
