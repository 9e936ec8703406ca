//! OData CSDL XML: text to a syntax tree with source spans.
