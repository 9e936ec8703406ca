//! Chains along paths, as text.

use super::Link;
use crate::model::Model;

/// The path of a chain, `{id}` for each key: `/me/messages/{id}`; what follows the path is left out.
pub fn path(model: &Model<'_>, chain: &[Link]) -> String {
    let mut path = String::new();
    for link in chain {
        let segment = match *link {
            Link::Child(index) => model.children[index].name,
            Link::Key => "{id}",
            Link::Navigation(owner, index) => model[owner].navigation[index].name,
            Link::Resource(owner, index) => model[owner].properties[index].name,
            Link::Cast(ty) => &model.qualified(ty),
            Link::Operation(id) => &model.operation_segment(id),
            _ => break,
        };
        path.push('/');
        path.push_str(segment);
    }
    path
}
