//! An expanded collection: what came with its owner, and the pages behind it (OData JSON Format 4.01, clause 4.6.5).

use http::Method;

use super::walk::Walk;
use super::{Page, Pages};
use crate::additional::Additional;
use crate::client::Client;
use crate::codec::additional_of;
use crate::collection::Collection;
use crate::field::{Misfit, Value};
use crate::model::Model;
use crate::path::Path;
use crate::property;
use crate::request::Request;
use crate::shape::Shape;

/// The pages of a navigation property that was expanded: the first is what came with the model.
pub(crate) fn pages<T: Value>(
    model: &dyn Model,
    shape: &Shape,
    name: &'static str,
    client: &Client,
) -> Result<Pages<T>, Box<Misfit>> {
    let items: Option<Collection<T>> = property::expanded(model, shape, name)?;
    let additional = additional_of(model, shape);
    let (next_link, count) = additional.map_or((None, None), |all| said_of(all, name));
    let page = Page {
        items: items.unwrap_or_default(),
        next_link: next_link.clone(),
        count,
        ..Page::default()
    };
    let path = Path::link(next_link.as_deref().unwrap_or_default(), client.base_url());
    let model = Request::<()>::new(client.clone(), Method::GET, path).into_parts();
    Ok(Pages::new(Walk::at(model, next_link), Some(page)))
}

/// The next link and the count of an expanded collection.
fn said_of(additional: &Additional, name: &str) -> (Option<String>, Option<i64>) {
    let annotation = |annotation: &str| {
        // OData 4.01 lets services leave out `odata.`.
        ["@odata.", "@"]
            .iter()
            .find_map(|prefix| additional.get(&format!("{name}{prefix}{annotation}")))
    };
    (
        annotation("nextLink").and_then(|json| json.parse().ok()),
        annotation("count").and_then(|json| json.parse().ok()),
    )
}
