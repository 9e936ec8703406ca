//! What a crate would be without one of its features.

use crate::lower::features::Gate;
use crate::lower::items::{Api, Module};

/// Takes away what is there with this feature only.
pub(super) fn without(api: &mut Api, feature: usize) {
    let stays = |gate: &Gate| match gate {
        Gate::Always => true,
        Gate::With(features) => !features.iter().eq([feature]),
    };
    api.root.methods.retain(|one| stays(&one.gate));
    api.type_table.retain(|one| stays(&one.gate));
    if let Some(routes) = &mut api.routes {
        routes.rows.retain(|one| one.gates.iter().all(stays));
    }
    for module in &mut api.modules {
        for models in [&mut module.entities, &mut module.complex] {
            models.retain(|one| stays(&one.gate));
            for model in models {
                model.navigation.retain(|one| stays(&one.gate));
            }
        }
        module.parameters.retain(|one| stays(&one.gate));
        module.enums.retain(|one| stays(&one.gate));
        module.builders.retain(|one| stays(&one.gate));
        for builder in &mut module.builders {
            builder.methods.retain(|one| stays(&one.gate));
        }
    }
    api.modules.retain(|module| !is_empty(module));
}

fn is_empty(module: &Module) -> bool {
    module.entities.is_empty()
        && module.complex.is_empty()
        && module.parameters.is_empty()
        && module.enums.is_empty()
        && module.builders.is_empty()
}
