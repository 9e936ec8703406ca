//! Markdown to Markdown of fewer kinds.

use super::escape::{link_target, push_code, push_link, push_text, push_type_link};
use super::html;
use super::scrub::scrub;
use super::wrap::{lines_of, paragraphs};
use super::{Docs, LinkTarget, Links};
use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

/// Lists within lists beyond this depth are shown at this depth.
const DEEPEST: usize = 4;

/// Rustdoc for a text that [`scrub`] has seen.
pub(super) fn render(text: &str, links: &Links<'_>) -> Docs {
    let mut renderer = Renderer {
        docs: Docs::with_capacity(text.len()),
        block: String::new(),
        text: String::new(),
        link: None,
        links,
        lists: Vec::new(),
        item_starts: false,
        depth: 0,
        last_was_item: false,
        in_code_block: false,
        html: String::new(),
    };
    // References whose definition was left behind with the rest of their page keep their text.
    let mut undefined = |link: BrokenLink<'_>| match link.link_type {
        LinkType::Reference | LinkType::Collapsed => Some((CowStr::from(""), CowStr::from(""))),
        _ => None,
    };
    let parser =
        Parser::new_with_broken_link_callback(text, Options::empty(), Some(&mut undefined));
    for event in parser {
        renderer.event(event);
    }
    renderer.end_block();
    renderer.docs
}

#[derive(Clone, Copy)]
enum List {
    Bullets,
    Numbers,
}

struct Renderer<'l> {
    docs: Docs,
    /// The block so far, escaped.
    block: String,
    /// Text not yet escaped: events cut it up, and an address must be seen whole.
    text: String,
    link: Option<Link>,
    links: &'l Links<'l>,
    lists: Vec<List>,
    /// The item's mark was not shown yet.
    item_starts: bool,
    /// How deep in lists the last block was shown.
    depth: usize,
    /// The last block was the start of an item.
    last_was_item: bool,
    in_code_block: bool,
    /// An HTML block so far: it comes line by line, and a tag may go over several.
    html: String,
}

struct Link {
    address: String,
    text: String,
}

impl Renderer<'_> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_code_block => {
                for line in text.lines() {
                    self.code(line);
                    self.block.push(' ');
                }
            }
            Event::Text(text) => self.push(&text),
            Event::Code(code) => self.code(&code),
            Event::SoftBreak | Event::HardBreak => self.push(" "),
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) => self.push(&html::text_of(&html)),
            Event::Rule => self.end_block(),
            // Extensions that are not switched on.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.push(&text),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::List(first) => {
                self.end_block();
                self.lists.push(match first {
                    Some(_) => List::Numbers,
                    None => List::Bullets,
                });
            }
            Tag::Item => {
                self.end_block();
                self.item_starts = true;
            }
            Tag::Link { dest_url, .. } => {
                self.link = Some(Link {
                    address: dest_url.into_string(),
                    text: String::new(),
                });
            }
            Tag::CodeBlock(_) => {
                self.end_block();
                self.in_code_block = true;
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Image { .. } => {}
            Tag::Superscript | Tag::Subscript => {}
            _ => self.end_block(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::List(_) => {
                self.end_block();
                self.lists.pop();
                self.item_starts = false;
            }
            TagEnd::Link => {
                if let Some(link) = self.link.take() {
                    self.link_ends(&link);
                }
            }
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                self.push(&html::text_of(&html));
                self.end_block();
            }
            TagEnd::CodeBlock => {
                self.end_block();
                self.in_code_block = false;
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Image => {}
            TagEnd::Superscript | TagEnd::Subscript => {}
            _ => self.end_block(),
        }
    }

    fn link_ends(&mut self, link: &Link) {
        let (text, address) = (scrub(&link.text), scrub(&link.address));
        let target = match link_target(&address) {
            Some(_) => Some(LinkTarget::Address(address.into_owned())),
            None => (self.links)(&address),
        };
        let target = target.filter(|_| !text.is_empty());
        match target {
            Some(LinkTarget::Address(address)) => match link_target(&address) {
                Some(address) => {
                    self.flush();
                    push_link(&text, &address, &mut self.block);
                }
                None => self.text.push_str(&link.text),
            },
            Some(LinkTarget::Type(path)) => {
                self.flush();
                push_type_link(&text, &path, &mut self.block);
                self.docs.links.insert(path);
            }
            None => self.text.push_str(&link.text),
        }
    }

    fn push(&mut self, text: &str) {
        match &mut self.link {
            Some(link) => link.text.push_str(text),
            None => self.text.push_str(text),
        }
    }

    fn code(&mut self, code: &str) {
        match &mut self.link {
            Some(link) => link.text.push_str(code),
            None => {
                self.flush();
                push_code(&scrub(code), &mut self.block);
            }
        }
    }

    /// Escapes the text so far. Entities may have brought in what the input did not have.
    fn flush(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.text);
        if text.starts_with(char::is_whitespace) {
            self.block.push(' ');
        }
        push_text(&scrub(&text), &mut self.block);
        if text.ends_with(char::is_whitespace) {
            self.block.push(' ');
        }
    }

    /// Puts the block out as lines.
    fn end_block(&mut self) {
        self.flush();
        let block = std::mem::take(&mut self.block);
        // Other white space was scrubbed away.
        let words: Vec<_> = block.split_ascii_whitespace().collect();
        if words.is_empty() {
            return;
        }
        let item_starts = std::mem::take(&mut self.item_starts);
        // Items that had nothing to show leave no level behind.
        let next = self.depth + usize::from(item_starts);
        let depth = self.lists.len().min(DEEPEST).min(next);
        self.depth = depth;
        if self.docs.is_empty() && depth == 0 {
            paragraphs(&words, self.docs.text_mut());
            return;
        }
        // Three columns hold `1. `, and `-  ` as well.
        let indent = "   ".repeat(depth);
        let mut first = indent.clone();
        if item_starts && depth > 0 {
            first.truncate(indent.len() - 3);
            // Items after the first are counted by whoever shows the list.
            first.push_str(match self.lists.last() {
                Some(List::Numbers) => "1. ",
                Some(List::Bullets) | None => "-  ",
            });
        }
        let is_tight = item_starts && self.last_was_item;
        if !self.docs.is_empty() && !is_tight {
            self.docs.push("");
        }
        self.last_was_item = item_starts;
        lines_of(&words, &first, &indent, self.docs.text_mut());
    }
}
