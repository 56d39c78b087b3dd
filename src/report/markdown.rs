//! The report as Markdown: tables as GitHub, GitLab and most wikis have them.

use std::{
    fmt::Write as _,
    io::{self, Write},
};

use super::{
    Report,
    wording::{self, Item, Page, TrendPage},
};

/// Writes the report.
///
/// # Errors
///
/// What `out` says.
pub fn write(report: &Report<'_>, out: &mut impl Write) -> io::Result<()> {
    let text = match report {
        Report::Council(assessment) => council(&Page::of(assessment)),
        Report::Trend(trend) => self::trend(&TrendPage::of(trend)),
    };
    out.write_all(text.as_bytes())
}

fn council(page: &Page) -> String {
    let mut text = format!(
        "# {}\n\n**{}**\n",
        escape(&page.title),
        escape(&page.headline)
    );
    for sentence in page
        .answered
        .iter()
        .map(|answered| format!("{answered}."))
        .chain(page.agreement.clone())
    {
        paragraph(&mut text, &escape(&sentence));
    }
    text.push('\n');
    match page.answered {
        None => {
            let rows = page
                .rows
                .iter()
                .map(|row| vec![row.need.as_str(), &row.answer, &row.lead]);
            table(&mut text, &["Need", "Answer", "Lead"], rows);
        }
        Some(_) => {
            let votes: Vec<_> = page
                .rows
                .iter()
                .map(|row| wording::votes(row.votes))
                .collect();
            let rows = page.rows.iter().zip(&votes).map(|(row, votes)| {
                vec![
                    row.need.as_str(),
                    votes,
                    &row.answer,
                    &row.lead,
                    &row.agreement,
                ]
            });
            table(
                &mut text,
                &["Need", "Votes", "Answer", "Lead", "Agreement"],
                rows,
            );
        }
    }
    text.push('\n');
    for part in &page.parts {
        bullet(&mut text, &format!("{} {}", part.label, part.words));
    }
    if !page.agenda.is_empty() {
        text.push_str("\n## To talk over\n\n");
    }
    for (index, entry) in page.agenda.iter().enumerate() {
        item(&mut text, index + 1, entry);
    }
    if !page.gaps.is_empty() {
        text.push_str("\n## Settled by count, but not between the teams\n\n");
    }
    page.gaps.iter().for_each(|gap| bullet(&mut text, gap));
    text
}

fn item(text: &mut String, number: usize, item: &Item) {
    let start = format!("{number}. ");
    // Three columns would do for most readers of Markdown; some want four.
    let inner = " ".repeat(start.len().max(4));
    line(text, &format!("{start}**{}**  ", escape(&item.title)));
    line(text, &format!("{inner}{}", escape(&item.question)));
    for (answer, people) in &item.sides {
        line(text, &format!("{inner}- {answer}: {}", escape(people)));
    }
    for note in &item.notes {
        line(text, &format!("{inner}- {}", escape(note)));
    }
}

fn trend(page: &TrendPage) -> String {
    let mut text = format!(
        "# {}\n\n**{}**\n\n",
        escape(&page.title),
        escape(&page.headline)
    );
    for (words, needs) in &page.changes {
        bullet(&mut text, &format!("{words}: {needs}"));
    }
    text.push('\n');
    let mut header = vec!["Need"];
    header.extend(page.labels.iter().map(String::as_str));
    header.push("Change");
    let needs = page.rows.iter().map(|row| {
        let cells = row.cells.iter().map(|cell| cell.words.as_str());
        [row.need.as_str()]
            .into_iter()
            .chain(cells)
            .chain([wording::change(row.change)])
            .collect()
    });
    let last = [
        ("Takes the reins", &page.leads),
        ("Answered", &page.answered),
    ];
    let last = last.map(|(name, cells)| {
        let cells = cells.iter().map(String::as_str);
        [name].into_iter().chain(cells).chain([""]).collect()
    });
    table(&mut text, &header, needs.chain(last));
    text
}

fn table<'a>(text: &mut String, header: &[&str], rows: impl Iterator<Item = Vec<&'a str>>) {
    let write = |text: &mut String, cells: &[&str]| {
        let cells: Vec<_> = cells.iter().map(|cell| escape(cell)).collect();
        line(text, &format!("| {} |", cells.join(" | ")));
    };
    write(text, header);
    line(text, &format!("|{}", " --- |".repeat(header.len())));
    rows.for_each(|row| write(text, &row));
}

fn bullet(text: &mut String, words: &str) {
    line(text, &format!("- {}", escape(words)));
}

fn paragraph(text: &mut String, words: &str) {
    let _ = write!(text, "\n{words}\n");
}

fn line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// Text that Markdown shows and does not read: whatever could begin emphasis, a link, code, HTML,
/// an entity, a cell, a mention or a bare address stands behind a backslash or cannot join up.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (index, c) in text.char_indices() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '&' => escaped.push_str("&amp;"),
            // Mentions are looked for in what is shown, so an entity alone hides none.
            '@' => escaped.push_str("&#64;&#8203;"),
            ':' if text[index..].starts_with("://") => escaped.push_str("&#58;"),
            '.' if text[..index].to_lowercase().ends_with("www") => escaped.push_str("&#46;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '>' | '$' => {
                escaped.push('\\');
                escaped.push(c);
            }
            // At the beginning these would make a heading, a list or a rule.
            '#' | '+' | '-' | '=' if index == 0 => {
                escaped.push('\\');
                escaped.push(c);
            }
            '.' | ')' if index > 0 && text[..index].bytes().all(|b| b.is_ascii_digit()) => {
                escaped.push('\\');
                escaped.push(c);
            }
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markdown() {
        assert_eq!(
            escape("a|b *c* [d](e) `f` <b>&amp;"),
            r"a\|b \*c\* \[d\](e) \`f\` &lt;b\>&amp;amp;"
        );
        assert_eq!(escape("# a"), r"\# a");
        assert_eq!(escape("12. a"), r"12\. a");
        assert_eq!(
            escape("see http://x.y www.z @ana"),
            "see http&#58;//x.y www&#46;z &#64;&#8203;ana"
        );
        assert_eq!(escape("a - b. c"), "a - b. c");
    }
}
