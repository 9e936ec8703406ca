use super::*;

fn service(status: u16, headers: &[(&'static str, &'static str)], body: &'static str) -> Error {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.insert(*name, http::HeaderValue::from_static(value));
    }
    Error::service(
        StatusCode::from_u16(status).unwrap(),
        map,
        Bytes::from_static(body.as_bytes()),
    )
}

#[test]
fn an_odata_error_is_read_and_shown() {
    let error = service(
        403,
        &[],
        r#"{"error": {"code": "Authorization_RequestDenied", "message": "Insufficient privileges to complete the operation.",
            "innerError": {"date": "2026-01-01T00:00:00", "request-id": "a-1", "client-request-id": "c-1"}}}"#,
    );
    assert_eq!(
        error.to_string(),
        "403 Forbidden: Authorization_RequestDenied: Insufficient privileges to complete the operation. (request-id a-1)"
    );
    assert_eq!(error.code(), Some("Authorization_RequestDenied"));
    assert_eq!(
        error.message(),
        Some("Insufficient privileges to complete the operation.")
    );
    assert_eq!(error.status(), Some(StatusCode::FORBIDDEN));
    assert!(
        error.is_service() && error.is_forbidden() && !error.is_refused() && !error.is_not_sent()
    );
}

#[test]
fn the_header_names_the_request_first_and_either_spelling_inside_counts() {
    let body = r#"{"error": {"code": "x", "message": "", "innererror": {"request-id": "inner"}}}"#;
    assert_eq!(
        service(400, &[("request-id", "header")], body).request_id(),
        Some("header")
    );
    let error = service(400, &[], body);
    assert_eq!(error.request_id(), Some("inner"));
    assert_eq!(error.to_string(), "400 Bad Request: x (request-id inner)");
}

#[test]
fn a_body_that_is_no_odata_error_is_kept_as_text() {
    let error = service(502, &[], "<html>\r\n <b>Bad\u{7}</b>\n</html>");
    assert_eq!(
        error.to_string(),
        "502 Bad Gateway: <html> <b>Bad </b> </html>"
    );
    assert_eq!(error.raw_body().map(|body| body.len()), Some(28));
    assert_eq!((error.code(), error.message()), (None, None));
    assert_eq!(service(599, &[], "").to_string(), "599");
}

#[test]
fn a_long_body_is_cut_and_other_forms_of_the_error_are_read() {
    let long: &'static str = Box::leak("ä".repeat(2000).into_boxed_str());
    assert!(service(500, &[], long).to_string().chars().count() < 300);
    let token = service(
        400,
        &[],
        r#"{"error": "invalid_grant", "error_description": "Expired."}"#,
    );
    assert_eq!(
        token.to_string(),
        "400 Bad Request: invalid_grant: Expired."
    );
    let nested = service(
        400,
        &[],
        r#"{"error": {"code": "c", "message": {"lang": "en", "value": "m"}}}"#,
    );
    assert_eq!(nested.message(), Some("m"));
}

#[test]
fn causes_are_shown_and_chained() {
    let error = Error::not_sent("connection refused");
    assert_eq!(
        error.to_string(),
        "the request could not be sent: connection refused"
    );
    assert!(StdError::source(&error).is_some());
    assert!(error.is_transport() && error.is_not_sent() && !error.is_timeout());
    assert!(!Error::transport("reset").is_not_sent());
    assert!(Error::timeout("60 s").is_timeout());
}

#[test]
fn it_is_small_and_crosses_threads() {
    fn crosses<T: Send + Sync + Clone + 'static>() {}
    crosses::<Error>();
    assert_eq!(size_of::<Error>(), size_of::<usize>());
}
