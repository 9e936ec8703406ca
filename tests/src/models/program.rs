//! The source of a program that checks every model of a client.

use msgraph_bindgen::lower::items::{Api, Many, Module, Struct};
use std::fmt::Write;
use std::path::Path;

/// `src/main.rs` of a package that depends on the client as `msgraph` and on this package.
pub fn program(api: &Api, metadata: &Path) -> String {
    let mut text = "// Written by msgraph-tests.\n#![allow(deprecated)]\n\
        use msgraph_tests::models::{Case, all_fit, check, fits};\n\n\
        fn main() -> std::process::ExitCode {\n    let mut cases = Vec::new();\n"
        .to_owned();
    let mut parts = String::new();
    let mut count = 0;
    for module in &api.modules {
        let models: Vec<&Struct> = module.entities.iter().chain(&module.complex).collect();
        // A function of many closures is slow to compile; many of some are not.
        for part in models.chunks(64) {
            let _ = writeln!(text, "    part_{count}(&mut cases);");
            let _ = writeln!(parts, "\nfn part_{count}(cases: &mut Vec<Case>) {{");
            for model in part {
                case(module, model, &mut parts);
            }
            parts.push_str("}\n");
            count += 1;
        }
    }
    let _ = writeln!(
        text,
        "    check(std::path::Path::new({metadata:?}), &cases)\n}}"
    );
    text + &parts
}

fn case(module: &Module, model: &Struct, text: &mut String) {
    // Writing to a `String` cannot fail.
    let ty = format!("msgraph::{}::{}", module.name, model.name);
    let _ = writeln!(
        text,
        "    cases.push(Case::new::<{ty}>({:?}, |_value| {{",
        model.wire
    );
    text.push_str("        #[allow(unused_mut)]\n        let mut misfits = Vec::new();\n");
    for field in &model.fields {
        let function = match field.ty.many {
            Many::One => "fits",
            Many::Collection => "all_fit",
        };
        let _ = writeln!(
            text,
            "        {function}(&_value.{}, {:?}, &mut misfits);",
            field.name, field.wire
        );
    }
    text.push_str("        misfits\n    }));\n");
}
