//! Every documented example against the generated client, one test each, named after page, number and part:
//! `en-2021/user-list#1 response`. See [`msgraph_tests::contract`].
//!
//! `MSGRAPH_BLESS=1` writes the lists of known bad examples anew, `MSGRAPH_BLESS=en-2021` one of them: read them before committing them.

use libtest_mimic::{Arguments, Failed, Trial};
use msgraph_tests::contract::{Contract, KnownBad};
use std::collections::{BTreeMap, HashSet};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let contracts = Contract::own().into_iter().chain(Contract::corpora());
    let mut trials = Vec::new();
    for contract in contracts {
        // Read once, needed to the end.
        let contract: &'static Contract = Box::leak(Box::new(contract));
        let known: &'static KnownBad = Box::leak(Box::new(KnownBad::read(contract.name())));
        match std::env::var("MSGRAPH_BLESS") {
            Ok(name) if name == "1" || name == contract.name() => bless(contract, known),
            Ok(_) => {}
            Err(_) => trials.extend(trials_of(contract, known)),
        }
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn trials_of(contract: &'static Contract, known: &'static KnownBad) -> Vec<Trial> {
    let mut trials = Vec::new();
    let mut names = HashSet::new();
    for (case, part) in contract.parts() {
        names.insert((case.id.clone(), part.to_string()));
        let name = format!("{}/{} {part}", contract.name(), case.id);
        trials.push(Trial::test(name, move || {
            let outcome = contract.outcome(case, part);
            known.judge(&case.id, part, &outcome).map_err(Failed::from)
        }));
    }
    for (id, part) in known.entries() {
        if !names.contains(&(id.to_owned(), part.to_owned())) {
            let name = format!("{}/{id} {part}", contract.name());
            let fault = "it is listed as bad, and there is no such example";
            trials.push(Trial::test(name, move || Err(fault.into())));
        }
    }
    trials
}

fn bless(contract: &Contract, known: &KnownBad) {
    let mut failures = BTreeMap::new();
    for (case, part) in contract.parts() {
        if let Err(failure) = contract.outcome(case, part) {
            failures.insert((case.id.clone(), part.to_string()), failure);
        }
    }
    let mut kinds: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for ((_, part), failure) in &failures {
        *kinds.entry((part, &failure.kind)).or_default() += 1;
    }
    println!(
        "{}: {} parts, {kinds:#?}",
        contract.name(),
        contract.parts().count()
    );
    known.bless(&failures);
}
