//! Users without number.

use super::call::Call;
use super::paging::{self, Style};
use super::reply::{self, Reply};
use super::state::State;
use std::fmt::Write;

/// A page of users who are made up as they are asked for: written as text, since there are so many.
pub(crate) fn crowd(state: &State, call: &Call) -> Reply {
    if ["$filter", "$search", "$orderby", "$select", "$expand"]
        .iter()
        .any(|one| call.option(one).is_some())
    {
        return Reply::bad("The crowd can be listed, and no more.");
    }
    let size = match paging::size(
        call,
        Style {
            most: 1000,
            ..Style::DIRECTORY
        },
    ) {
        Ok(size) => size,
        Err(refused) => return refused,
    };
    let from = call
        .option("$skiptoken")
        .and_then(paging::untoken)
        .unwrap_or(0);
    let end = from.saturating_add(size).min(state.crowd);
    let mut text = String::with_capacity((end - from) * 420 + 300);
    // Writing to a `String` cannot fail.
    let _ = write!(
        text,
        r##"{{"@odata.context":"{}/$metadata#users""##,
        state.root
    );
    if end < state.crowd {
        let link = paging::next_link(state, call, &paging::token(end));
        let _ = write!(text, r#","@odata.nextLink":"{link}""#);
    }
    text.push_str(r#","value":["#);
    for number in from..end {
        if number > from {
            text.push(',');
        }
        let _ = write!(
            text,
            concat!(
                r#"{{"id":"{number:08x}-0000-4000-8000-000000000000","businessPhones":["+43 1 5550 {number}"],"#,
                r#""displayName":"Gardener {number}","givenName":"Gardener","surname":"{number}","#,
                r#""jobTitle":"Gardener","mail":"gardener.{number}@contoso.example","mobilePhone":null,"#,
                r#""officeLocation":"Glasshouse {house}","preferredLanguage":"de-AT","#,
                r#""userPrincipalName":"gardener.{number}@contoso.example","accountEnabled":true,"#,
                r#""createdDateTime":"2025-02-11T08:00:00Z"}}"#
            ),
            number = number,
            house = number % 7,
        );
    }
    text.push_str("]}");
    Reply::bytes(200, reply::JSON, text)
}
