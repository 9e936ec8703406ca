//! The reference pages that tests read, each set with the metadata of its time.

use crate::{corpus, tree, workspace};
use msgraph_bindgen::diagnostics::{SourceId, Sources};
use msgraph_bindgen::docs::page::Page;
use std::path::PathBuf;

/// Pages of one language and one date, and the metadata of the same date.
#[derive(Debug, Clone)]
pub struct Reference {
    /// What tests call it.
    pub name: &'static str,
    /// The CSDL file.
    pub metadata: PathBuf,
    /// The folder of the pages.
    pub docs: PathBuf,
}

impl Reference {
    /// The pages that this repository carries, per language.
    pub fn own() -> Vec<Self> {
        let metadata = workspace().join("specs/v1.0.xml");
        let one = |name, language| Self {
            name,
            metadata: metadata.clone(),
            docs: workspace().join("specs/docs").join(language),
        };
        vec![one("slice-en", "en"), one("slice-de", "de")]
    }

    /// The pages of the corpus, as far as it is on this machine.
    pub fn corpora() -> Vec<Self> {
        let one = |name, metadata: &str, docs: &str| {
            Some(Self {
                name,
                metadata: corpus(&format!("csdl/{metadata}.xml"))?,
                docs: corpus(&format!("docs/{docs}/v1.0"))?,
            })
        };
        let english = one("en-2021", "v1.0-2021-07", "en-2021");
        let german = one("de-2018", "v1.0-2018-09", "de-2018");
        english.into_iter().chain(german).collect()
    }

    /// The text of every page.
    ///
    /// # Panics
    ///
    /// Where one cannot be read.
    pub fn texts(&self) -> Texts {
        let mut texts = Texts::default();
        for (path, bytes) in tree(&self.docs) {
            if !path.ends_with(".md") {
                continue;
            }
            let name = self.docs.join(&path).display().to_string();
            let id = texts.sources.add_bytes(name, bytes);
            let id = id.unwrap_or_else(|fault| panic!("{path}: {}", fault.message));
            texts.pages.push((id, path));
        }
        texts
    }
}

/// Pages as text.
#[derive(Debug, Default)]
pub struct Texts {
    /// The texts.
    pub sources: Sources,
    /// Each page's text and its path below the folder, with `/`; sorted by path.
    pub pages: Vec<(SourceId, String)>,
}

impl Texts {
    /// The text of a page.
    pub fn text(&self, id: SourceId) -> &str {
        self.sources.text(id)
    }

    /// Every page, read.
    pub fn read(&self) -> Vec<Page<'_>> {
        let pages = self.pages.iter();
        let read = pages.map(|(id, path)| msgraph_bindgen::docs::read(*id, path, self.text(*id)));
        read.collect()
    }
}
