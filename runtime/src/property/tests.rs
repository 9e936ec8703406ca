use serde_json::json;

use crate::sample::{Entity, IosVppApp, MobileApp, read, write};
use crate::{Collection, Model, Property};

#[test]
fn constants_carry_the_wire_name() {
    const APPLE_ID: Property<IosVppApp, String> = IosVppApp::APPLE_ID;
    assert_eq!(
        (APPLE_ID.name(), IosVppApp::ID.to_string().as_str()),
        ("appleId", "id")
    );
    assert_eq!(IosVppApp::ASSIGNMENTS.name(), "assignments");
    assert_eq!(format!("{:?}", IosVppApp::OWNER), "Navigation(\"owner\")");
}

#[test]
fn expanded_values_are_read_and_written_through_constants() {
    let mut app: IosVppApp =
        read(&json!({"owner": {"id": "1", "x": 1}, "assignments": [{"id": "2"}, null]}));
    let owner: Entity = app
        .expanded(IosVppApp::OWNER)
        .expect("fits")
        .expect("is there");
    assert_eq!(owner.id, "1".into());
    let assignments: Collection<MobileApp> = app
        .expanded(IosVppApp::ASSIGNMENTS)
        .expect("fits")
        .expect("is there");
    assert_eq!((assignments.len(), assignments.odd().len()), (1, 1));
    app.set_expanded(
        IosVppApp::OWNER,
        &Entity {
            id: "3".into(),
            ..Default::default()
        },
    );
    assert_eq!(write(&app)["owner"], json!({"id": "3"}));
    assert_eq!(IosVppApp::default().expanded(IosVppApp::OWNER), Ok(None));
    assert_eq!(
        read::<IosVppApp>(&json!({"owner": null})).expanded(IosVppApp::OWNER),
        Ok(None)
    );
    let misfit = read::<IosVppApp>(&json!({"owner": 5}))
        .expanded(IosVppApp::OWNER)
        .expect_err("a misfit");
    assert_eq!(misfit.property(), "owner");
}
