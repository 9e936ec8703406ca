//! The `Clone` driver.

use crate::model::Model;
use crate::slot::Exchange;

/// A copy of a model, slot by slot.
pub fn clone<M: Model + Default>(model: &M) -> M {
    let mut copy = M::default();
    copy_slots(
        model.as_model(),
        copy.as_model_mut(),
        M::shape().additional(),
    );
    copy
}

fn copy_slots(from: &dyn Model, to: &mut dyn Model, last: usize) {
    for position in 0..=last {
        to.slot_mut(position)
            .exchange(Exchange::Copy(from.slot(position)));
    }
}
