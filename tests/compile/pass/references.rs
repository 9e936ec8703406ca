//! What can be done with what is reached by reference, and with what is contained.

use msgraph::Graph;
use msgraph::graph::{Device, Group, IosVppApp, MobileApp, User, VppToken};
use msgraph_runtime::Reference;
use msgraph_runtime::prelude::*;

fn referenced(graph: &Graph) {
    let members = graph.groups().id("group").members();
    let _: Request<Page<_>> = members.clone().list();
    let _: Request<i64> = members.clone().count();
    let _: Request<()> = members.clone().add_ref(("directoryObjects", "user"));
    let _: Request<()> = members.clone().id("user").remove_ref();
    let _: Request<Page<User>> = members.clone().list_as::<User>();
    let _: Request<Page<User>> = members.cast::<User>().list();

    let manager = graph.users().id("user").manager();
    let _: Request<()> = manager.clone().set_ref(Reference::to(graph.users().id("boss")));
    let _: Request<()> = manager.clone().remove_ref();
    let _: Request<User> = manager.get_as::<User>();

    let owners = graph.devices().id("device").registered_owners();
    let _: Request<()> = owners.id("user").remove_ref();
}

fn owned(graph: &Graph) {
    let _: Request<()> = graph.users().id("user").delete();
    let _: Request<()> = graph.groups().id("group").delete();
    let _: Request<Option<Device>> = graph.devices().id("device").update(Device::default());
    let _: Request<Group> = graph.groups().create(Group::default());
    let apps = graph.device_app_management().mobile_apps();
    let _: Request<MobileApp> = apps.create(IosVppApp::default());
    let tokens = graph.device_app_management().vpp_tokens();
    let _: Request<VppToken> = tokens.id("token").sync_licenses();
}

fn selected(graph: &Graph) {
    let _ = graph.users().list().select((User::ID, User::DISPLAY_NAME));
    // A constant of the base fits the derived type too.
    let base = msgraph::graph::DirectoryObject::DELETED_DATE_TIME;
    let _ = graph.users().list().select((base, User::DISPLAY_NAME));
}

fn is_sent_between_threads<T: Clone + Send + Sync + 'static>(value: &T) -> T {
    value.clone()
}

fn main() {
    let graph = Graph::new(StaticToken::new("token")).expect("a client");
    referenced(&is_sent_between_threads(&graph));
    owned(&graph);
    selected(&graph);
    let _ = is_sent_between_threads(&graph.groups().id("group").members());
    let _ = is_sent_between_threads(&graph.users().list());
}
