//! The `Clone` driver.

use crate::model::Model;
use crate::slot::Exchange;

/// A copy of a model, slot by slot.
pub fn clone<M: Model + Default>(model: &M) -> M {
    let mut copy = M::default();
    copy_slots(model.as_model(), copy.as_model_mut());
    copy
}

fn copy_slots(from: &dyn Model, to: &mut dyn Model) {
    from.visit(&mut |index, _, slot| to.slot_mut(index).exchange(Exchange::Copy(slot)));
}
