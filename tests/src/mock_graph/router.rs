//! Which part of the service a path belongs to.

use super::call::Call;
use super::reply::Reply;
use super::state::State;
use super::{
    TOKEN, apps, batch, files, groups, mail, planner, reports, subscriptions, transfers, users,
};
use msgraph_runtime::Binary;

/// A request to the service itself, whose token counts.
pub(crate) fn service(state: &mut State, call: &Call) -> Reply {
    if let Err(refused) = authorize(state, call) {
        return refused;
    }
    let path: Vec<&str> = call.path.iter().map(String::as_str).collect();
    match path.as_slice() {
        ["$batch"] => batch::batch(state, call),
        // `/me` is a user like any other (user-get).
        ["me"] => users::users(state, call, &["me"]),
        ["me", "manager" | "memberOf", ..] => users::users(state, call, &path),
        ["me", "drive", rest @ ..] | ["users" | "groups", _, "drive", rest @ ..] => {
            files::drive(state, call, rest)
        }
        ["drive", rest @ ..] | ["drives", _, rest @ ..] => files::drive(state, call, rest),
        ["me", rest @ ..] | ["users", _, rest @ ..]
            if matches!(rest, ["sendMail" | "messages" | "mailFolders", ..]) =>
        {
            mail::mail(state, call, rest)
        }
        ["users", rest @ ..] => users::users(state, call, rest),
        ["groups", rest @ ..] => groups::groups(state, call, rest),
        ["deviceAppManagement", rest @ ..] => apps::device_app_management(state, call, rest),
        ["planner", rest @ ..] => planner::planner(state, call, rest),
        ["subscriptions", rest @ ..] => subscriptions::subscriptions(state, call, rest),
        ["reports", rest @ ..] => reports::reports(state, call, rest),
        [first, ..] => Reply::no_segment(first),
        [] => Reply::bad("The service root has nothing."),
    }
}

/// A request to the storage, which takes no token: whoever brings one is refused (driveitem-createuploadsession, remarks).
pub(crate) fn storage(state: &mut State, call: &Call) -> Reply {
    if call.headers.contains_key("authorization") {
        let message = "This address carries its own permission, and takes no token.";
        return Reply::error(401, "unauthenticated", message);
    }
    let path: Vec<&str> = call.path.iter().map(String::as_str).collect();
    match path.as_slice() {
        ["up", key] => transfers::session(state, call, key),
        ["d", item] => files::download(state, call, item),
        ["monitor", key] => transfers::monitor(state, key),
        ["report"] => reports::file(),
        _ => Reply::error(404, "itemNotFound", "There is nothing here."),
    }
}

/// 401 without the right token (resolve-auth-errors), or with the claims that it lacks (continuous access evaluation).
fn authorize(state: &mut State, call: &Call) -> Result<(), Reply> {
    let refused = |message: &str| Reply::error(401, "InvalidAuthenticationToken", message);
    let given = call
        .header("authorization")
        .and_then(|header| header.strip_prefix("Bearer "));
    match given {
        None => {
            let plain = "Bearer realm=\"\", authorization_uri=\"https://login.example/authorize\"";
            Err(refused("Access token is empty.").header("www-authenticate", plain))
        }
        Some(_) if state.challenge => {
            state.challenge = false;
            let claims = r#"{"access_token":{"nbf":{"essential":true,"value":"1793534400"}}}"#;
            let claims = Binary::from_bytes(claims.as_bytes());
            let challenge = format!(
                "Bearer realm=\"\", authorization_uri=\"https://login.example/authorize\", \
                 error=\"insufficient_claims\", claims=\"{claims}\""
            );
            Err(
                refused("Continuous access evaluation resulted in challenge.")
                    .header("www-authenticate", challenge),
            )
        }
        Some(token) if token.starts_with(TOKEN) => Ok(()),
        Some(_) => Err(refused("CompactToken parsing failed.")),
    }
}
