//! Markdown that people wrote, as a page shows it. It is read into the few things below, and each of them escapes its
//! texts: what was written as HTML is shown as it was typed, and no address but of the web, mail and telephone is a link.

use askama::Template;
use comrak::nodes::{AstNode, ListType, NodeValue};
use comrak::{Arena, Options, parse_document};

use super::prints_itself;

/// Deeper than this, what is written is shown as plain text.
const DEEPEST: usize = 12;

/// A text with headings, lists, tables and links.
#[derive(Clone, Debug, Default, PartialEq, Eq, Template)]
#[template(source = "<div class=\"rich\">{% for node in nodes %}{{ node }}{% endfor %}</div>", ext = "html")]
pub struct Prose {
    nodes: Vec<Node>,
}

#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "ui/prose.html")]
enum Node {
    Paragraph(Vec<Node>),
    /// As loud as its level: 2, 3 or 4.
    Heading(u8, Vec<Node>),
    /// With the number that it begins with, if it is numbered.
    List(Option<usize>, Vec<Node>),
    Item(Vec<Node>),
    Quote(Vec<Node>),
    Rule,
    Table(Vec<Node>),
    Row(Vec<Node>),
    /// Whether it is of the table’s head.
    Cell(bool, Vec<Node>),
    Block(String),
    Text(String),
    Code(String),
    Emphasis(Vec<Node>),
    Strong(Vec<Node>),
    Struck(Vec<Node>),
    Link(String, Vec<Node>),
    Break,
}

prints_itself!(Prose, Node);

impl Prose {
    pub fn of(markdown: &str) -> Self {
        let arena = Arena::new();
        let mut options = Options::default();
        options.extension.autolink = true;
        options.extension.strikethrough = true;
        options.extension.table = true;
        Self { nodes: children(parse_document(&arena, markdown, &options), 0, false) }
    }
}

fn children<'a>(node: &'a AstNode<'a>, depth: usize, head: bool) -> Vec<Node> {
    if depth > DEEPEST {
        return vec![Node::Text(plain(node))];
    }
    node.children().flat_map(|child| read(child, depth, head)).collect()
}

fn read<'a>(node: &'a AstNode<'a>, depth: usize, head: bool) -> Vec<Node> {
    let data = node.data.borrow();
    let value = &data.value;
    let within = |head| children(node, depth + 1, head);
    let one = match value {
        NodeValue::Paragraph => Node::Paragraph(within(head)),
        NodeValue::Heading(heading) => Node::Heading((heading.level + 1).clamp(2, 4), within(head)),
        NodeValue::List(list) => {
            let first = matches!(list.list_type, ListType::Ordered).then_some(list.start);
            Node::List(first, within(head))
        }
        NodeValue::Item(_) => Node::Item(within(head)),
        NodeValue::BlockQuote => Node::Quote(within(head)),
        NodeValue::ThematicBreak => Node::Rule,
        NodeValue::Table(_) => Node::Table(within(false)),
        NodeValue::TableRow(is_head) => Node::Row(within(*is_head)),
        NodeValue::TableCell => Node::Cell(head, within(head)),
        NodeValue::CodeBlock(code) => Node::Block(code.literal.clone()),
        NodeValue::HtmlBlock(html) => Node::Block(html.literal.clone()),
        NodeValue::Text(text) => Node::Text(text.to_string()),
        NodeValue::HtmlInline(html) => Node::Text(html.clone()),
        NodeValue::Code(code) => Node::Code(code.literal.clone()),
        NodeValue::SoftBreak | NodeValue::LineBreak => Node::Break,
        NodeValue::Emph => Node::Emphasis(within(head)),
        NodeValue::Strong => Node::Strong(within(head)),
        NodeValue::Strikethrough => Node::Struck(within(head)),
        // Pictures of other hosts are not loaded; what they show is one click away.
        NodeValue::Link(link) | NodeValue::Image(link) if leads_out(&link.url) => {
            Node::Link(link.url.clone(), within(head))
        }
        _ => return within(head),
    };
    vec![one]
}

fn leads_out(address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| address.starts_with(scheme))
}

/// All words below a node.
fn plain<'a>(node: &'a AstNode<'a>) -> String {
    let mut words = String::new();
    for one in node.descendants() {
        match &one.data.borrow().value {
            NodeValue::Text(text) => words.push_str(text),
            NodeValue::Code(code) => words.push_str(&code.literal),
            NodeValue::CodeBlock(code) => words.push_str(&code.literal),
            NodeValue::HtmlInline(html) => words.push_str(html),
            NodeValue::SoftBreak | NodeValue::LineBreak | NodeValue::Paragraph => words.push(' '),
            _ => {}
        }
    }
    words
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on should stop there")]
mod tests {
    use super::*;

    fn html(markdown: &str) -> String {
        let html = Prose::of(markdown).render().unwrap();
        html.strip_prefix("<div class=\"rich\">").unwrap().strip_suffix("</div>").unwrap().to_owned()
    }

    #[test]
    fn s0_10_what_people_write_is_shown_as_they_mean_it() {
        assert_eq!(html("# Hours\nMo–Fr\n8 to 5"), "<h2>Hours</h2><p>Mo–Fr<br>8 to 5</p>");
        assert_eq!(
            html("3. a\n4. **b**"),
            "<ol start=\"3\"><li><p>a</p></li><li><p><strong>b</strong></p></li></ol>"
        );
        assert_eq!(html("- ~~a~~ `b`\n\n---"), "<ul><li><p><del>a</del> <code>b</code></p></li></ul><hr>");
        assert_eq!(
            html("|a|\n|-|\n|*b*|"),
            "<div class=\"rich-table\" tabindex=\"0\"><table><tr><th>a</th></tr><tr><td><em>b</em></td></tr></table></div>"
        );
        assert_eq!(
            html("See https://maps.example/a?b=1&c=2"),
            "<p>See <a href=\"https://maps.example/a?b=1&#38;c=2\" rel=\"noreferrer\">https://maps.example/a?b=1&#38;c=2</a></p>"
        );
        assert_eq!(
            html("[call](tel:+15125550100)"),
            "<p><a href=\"tel:+15125550100\" rel=\"noreferrer\">call</a></p>"
        );
    }

    #[test]
    fn s0_10_nothing_that_is_written_runs() {
        for wicked in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "a <b onmouseover=alert(1)>b</b>",
            "[a](javascript:alert(1))",
            "[a](JaVaScRiPt:alert(1))",
            "[a](data:text/html,x)",
            "[a](&#106;avascript:alert(1))",
            "![a](javascript:alert(1))",
            "[a](//evil.example)",
            "<javascript:alert(1)>",
            "[a](https://x.example/\"onclick=\"alert(1))",
            "```\"><script>\n</code><script>\n```",
            "`<script>`",
            "| <script> |\n|-|\n| <svg onload=alert(1)> |",
        ] {
            let shown = html(wicked);
            let shown = shown.to_ascii_lowercase();
            for part in [
                "<script",
                "<img",
                "<svg",
                "<b ",
                "href=\"java",
                "href=\"data",
                "href=\"//",
                " onclick=\"",
                "\" on",
            ] {
                assert!(!shown.contains(part), "{wicked}: {shown}");
            }
        }
    }

    #[test]
    fn however_deep_it_is_nested_it_ends_and_says_its_words() {
        for deep in [">".repeat(5000), "- ".repeat(3000), "*a ".repeat(5000), "[".repeat(5000)] {
            let shown = html(&format!("{deep}bottom"));
            assert!(shown.contains("bottom"), "{}", shown.len());
            assert!(shown.len() < 200_000);
        }
    }
}
