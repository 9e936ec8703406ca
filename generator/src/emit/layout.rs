//! Lines laid out as rustfmt lays them out, for the few shapes that models and builders are made of.
//!
//! prettyplease breaks lines at another width than rustfmt and so cannot be used where generated
//! code is to be rustfmt-clean; these shapes are most of the output, and one rule each is enough.

use crate::lower::items::Deprecated;

/// rustfmt's `max_width`.
const WIDTH: usize = 100;
/// rustfmt's `fn_call_width` and `array_width`.
const SHORT: usize = 60;
/// Names longer than this leave no room for what stands beside them.
const LONG_NAME: usize = 72;
/// rustfmt's `chain_width`.
const CHAIN: usize = 60;
/// rustfmt's `attr_fn_like_width`.
const ATTRIBUTE: usize = 70;

/// The node in a builder's method.
const NODE: &str = "self.0.";

/// An expression of the kinds that bodies of methods are made of.
#[derive(Debug, Clone)]
pub(super) enum Expr {
    /// What is never broken: a name, a literal, a field.
    Plain(String),
    /// A call: everything before the parentheses, and the arguments.
    Call(String, Vec<Expr>),
    /// A reference to an array.
    Array(Vec<Expr>),
}

impl Expr {
    /// Something that is never broken.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self::Plain(text.into())
    }

    /// A string literal.
    pub(super) fn literal(text: &str) -> Self {
        Self::Plain(super::syntax::literal(text).to_string())
    }

    /// A call.
    pub(super) fn call(head: impl Into<String>, arguments: Vec<Self>) -> Self {
        Self::Call(head.into(), arguments)
    }

    fn one_line(&self) -> String {
        let list = |all: &[Self]| {
            all.iter()
                .map(Self::one_line)
                .collect::<Vec<_>>()
                .join(", ")
        };
        match self {
            Self::Plain(text) => text.clone(),
            Self::Call(head, arguments) => format!("{head}({})", list(arguments)),
            Self::Array(items) => format!("&[{}]", list(items)),
        }
    }

    /// Whether the expression may stand in one line as far as its parts' widths go.
    fn is_short(&self) -> bool {
        let width = |all: &[Self]| {
            let widths: usize = all.iter().map(|one| one.one_line().chars().count()).sum();
            widths + 2 * all.len().saturating_sub(1)
        };
        match self {
            Self::Plain(_) => true,
            // What stands alone may be as long as its line.
            Self::Call(_, parts) | Self::Array(parts) if parts.len() == 1 => parts[0].is_short(),
            Self::Call(_, parts) | Self::Array(parts) => {
                width(parts) <= SHORT && parts.iter().all(Self::is_short)
            }
        }
    }
}

/// Text with an indentation.
#[derive(Debug, Default)]
pub(super) struct Lines {
    text: String,
    indent: usize,
}

impl Lines {
    /// Room for a text of so many bytes.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            indent: 0,
        }
    }

    /// The text.
    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// A line as it is.
    pub(super) fn line(&mut self, text: &str) {
        if !text.is_empty() {
            self.indentation();
            self.text.push_str(text);
        }
        self.text.push('\n');
    }

    fn indentation(&mut self) {
        for _ in 0..self.indent {
            self.text.push_str("    ");
        }
    }

    /// A line that opens a block.
    pub(super) fn open(&mut self, text: &str) {
        self.line(text);
        self.indent += 1;
    }

    /// A line that closes a block.
    pub(super) fn close(&mut self, text: &str) {
        self.indent -= 1;
        self.line(text);
    }

    /// Goes on inside a block whose head stands already.
    pub(super) fn open_body(&mut self) {
        self.indent += 1;
    }

    /// Whether an expression can stand in one line here.
    pub(super) fn holds(&self, expr: &Expr) -> bool {
        let fits = |one: &Expr| !one.one_line().starts_with(NODE) || one.one_line().len() <= CHAIN;
        let parts_fit = match expr {
            Expr::Call(_, parts) => parts.iter().all(fits),
            Expr::Plain(_) | Expr::Array(_) => true,
        };
        expr.is_short() && parts_fit && self.fits(&expr.one_line())
    }

    fn fits(&self, text: &str) -> bool {
        4 * self.indent + text.chars().count() <= WIDTH
    }

    /// `///` lines.
    pub(super) fn docs(&mut self, text: &str) {
        for line in text.split_terminator('\n') {
            self.indentation();
            self.text.push_str("///");
            if !line.is_empty() {
                self.text.push(' ');
                self.text.push_str(line);
            }
            self.text.push('\n');
        }
    }

    /// `#[deprecated]`.
    pub(super) fn deprecated(&mut self, deprecated: Option<&Deprecated>) {
        let Some(Deprecated { note }) = deprecated else {
            return;
        };
        if note.is_empty() {
            return self.line("#[deprecated]");
        }
        let note = format!("note = {}", super::syntax::literal(note));
        let whole = format!("#[deprecated({note})]");
        if note.chars().count() <= ATTRIBUTE && self.fits(&whole) {
            self.line(&whole);
        } else {
            self.open("#[deprecated(");
            self.line(&note);
            self.close(")]");
        }
    }

    /// A struct's field.
    pub(super) fn field(&mut self, name: &str, ty: &str) {
        let whole = format!("pub {name}: {ty},");
        if self.fits(&whole) {
            self.line(&whole);
        } else {
            self.open(&format!("pub {name}:"));
            self.line(&format!("{ty},"));
            self.indent -= 1;
        }
    }

    /// Something with a list in parentheses: on one line where it fits, else one item a line.
    pub(super) fn list(&mut self, before: &str, items: &[String], after: &str, end: &str) {
        let whole = format!("{before}({}){after}{end}", items.join(", "));
        if self.fits(&whole) {
            self.line(&whole);
            return;
        }
        self.open(&format!("{before}("));
        for item in items {
            self.line(&format!("{item},"));
        }
        self.close(&format!("){after}{end}"));
    }

    /// Takes an item out of rustfmt's hands whose one name alone nearly fills a line: where nothing
    /// can be broken in a good place, its rules have no pattern.
    pub(super) fn skip_where_long(&mut self, name: &str) {
        if name.chars().count() > LONG_NAME {
            self.line("#[rustfmt::skip]");
        }
    }

    /// Whether a chain on the node is too long to be bound in one line.
    pub(super) fn overflows(&self, head: &str, arguments: &[Expr]) -> bool {
        let whole = Expr::Call(head.to_owned(), arguments.to_vec()).one_line();
        head.starts_with(NODE) && whole.chars().count() > CHAIN
    }

    /// An expression with something after it: a semicolon, a comma, nothing.
    pub(super) fn expr(&mut self, expr: &Expr, after: &str) {
        let whole = format!("{}{after}", expr.one_line());
        let is_chain = whole.starts_with(NODE);
        let in_chain = !is_chain || whole.chars().count() <= CHAIN;
        if expr.is_short() && self.fits(&whole) && in_chain {
            self.line(&whole);
            return;
        }
        if is_chain && expr.is_short() {
            // A chain that is too long for one line is broken before its last call.
            let (node, call) = whole.split_at(NODE.len() - 1);
            self.indent += 1;
            let fits = self.fits(call);
            self.indent -= 1;
            if fits {
                self.open(node);
                self.line(call);
                self.indent -= 1;
                return;
            }
        }
        match expr {
            Expr::Plain(text) => self.line(&format!("{text}{after}")),
            Expr::Call(head, arguments) => {
                self.open(&format!("{head}("));
                for argument in arguments {
                    self.expr(argument, ",");
                }
                self.close(&format!("){after}"));
            }
            Expr::Array(items) => {
                self.open("&[");
                for item in items {
                    self.expr(item, ",");
                }
                self.close(&format!("]{after}"));
            }
        }
    }
}
