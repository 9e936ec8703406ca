//! A path goes on with what its value has.

use msgraph::graph::{EmailAddress, EmployeeOrgData, Message, Recipient, User};

fn main() {
    let _ = Message::FROM.then(Recipient::EMAIL_ADDRESS).then(EmailAddress::ADDRESS);
    let _ = User::EMPLOYEE_ORG_DATA.then(EmployeeOrgData::DIVISION);
    let _ = User::EMPLOYEE_ORG_DATA.then(EmailAddress::ADDRESS);
}
