//! Several requests in one.

use crate::start;
use msgraph::graph::{Message, User};
use msgraph_runtime::bytes::Bytes;
use msgraph_runtime::http::Method;
use msgraph_runtime::{Batch, BatchId};
use msgraph_tests::mock_graph::{Fault, Rule};

#[tokio::test]
async fn calls_of_all_kinds_go_together() {
    let (service, graph) = start().await;
    service.rule(Rule::times(Fault::Status(429, Some("0".to_owned())), 1).containing("$batch"));
    let mut batch = Batch::new(graph.client());
    let me = batch.add(graph.me().get().select(User::DISPLAY_NAME));
    let draft = Message {
        subject: "Drafted in a batch".into(),
        ..Message::default()
    };
    let draft = batch.add(graph.me().messages().create(draft));
    let file = graph
        .drive()
        .root()
        .item_with_path("Plans/from a batch.txt");
    let put = batch.add(
        file.clone()
            .content()
            .put("a text of its own", "text/plain"),
    );
    let read = batch.add(file.content().get());
    batch.depends_on(&read, &put);
    let missing = batch.add(graph.users().id("nobody@contoso.example").get());
    let mut answers = batch.send().await.expect("a batch");

    let me = answers.take(me).expect("me");
    assert!(me.display_name.ok().is_some());
    let draft = answers.take(draft).expect("a draft");
    assert_eq!(
        draft.subject.ok().map(String::as_str),
        Some("Drafted in a batch")
    );
    answers.take(put).expect("put");
    assert_eq!(answers.take(read).expect("the file"), "a text of its own");
    let error = answers.take(missing).expect_err("nobody");
    assert!(error.is_not_found() && error.code().is_some(), "{error}");
}

#[tokio::test]
async fn pages_go_on_outside_of_a_batch() {
    let (service, graph) = start().await;
    service.add_users(40);
    let mut batch = Batch::new(graph.client());
    let pages: Vec<BatchId<_>> = (1..=25)
        .map(|top| batch.add(graph.users().list().top(top)))
        .collect();
    service.throttle_batched(3, 0);
    service.forget();
    let mut answers = batch.send().await.expect("batches");
    let sent = service.seen().len();
    // 20 and 5 requests, and those of the first that were throttled.
    assert_eq!(sent, 3);
    for (index, id) in pages.into_iter().enumerate() {
        let page = answers.take(id).expect("a page");
        assert_eq!(page.iter().count(), index + 1);
        let next = page.next(graph.client()).expect("a next link");
        assert!(next.await.expect("the next page").iter().count() > 0);
    }
}

#[tokio::test]
async fn a_photo_is_bytes_in_a_batch_too() {
    let (_service, graph) = start().await;
    let picture: Bytes = (0..=255_u8).collect();
    let file = graph.drive().root().item_with_path("picture.png");
    let mut batch = Batch::new(graph.client());
    let put = batch.add(file.clone().content().put(picture.clone(), "image/png"));
    batch.send().await.expect("a batch").take(put).expect("put");
    let mut batch = Batch::new(graph.client());
    let url = "/drive/root:/picture.png:/content";
    let get = batch.add(graph.client().request::<Bytes>(Method::GET, url));
    let read = batch.send().await.expect("a batch").take(get);
    assert_eq!(read.expect("the picture"), picture);
}
