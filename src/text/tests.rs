//! Wording, and what must not reach a terminal.

use super::*;

#[test]
fn counts_agree_with_their_noun() {
    assert_eq!(Count(1, "reply").to_string(), "1 reply");
    assert_eq!(Count(0, "need").to_string(), "0 needs");
    assert_eq!(Count(2, "reply").to_string(), "2 replies");
}

#[test]
fn lists_read_as_a_sentence_would() {
    assert_eq!(List(&["a"], "and").to_string(), "a");
    assert_eq!(List(&["a", "b"], "or").to_string(), "a or b");
    assert_eq!(List(&["a", "b", "c"], "and").to_string(), "a, b and c");
}

#[test]
fn terminal_controls_are_written_out_and_scripts_and_emoji_kept() {
    assert_eq!(sanitize("a\u{1b}[31mb"), "a\\u{1b}[31mb");
    assert_eq!(sanitize("\u{9b}2J\u{202e}\u{feff}"), "\\u{9b}2J\\u{202e}\\u{feff}");
    assert_eq!(sanitize("日本語 👩‍👩‍👧 عربي"), "日本語 👩‍👩‍👧 عربي");
    assert_eq!(one_line(" a\n\tb\u{7}"), "a b\\u{7}");
}

#[test]
fn a_quoted_name_is_cut_before_it_fills_the_screen() {
    assert_eq!(Quoted("yes").to_string(), "`yes`");
    assert_eq!(Quoted("x".repeat(61)).to_string(), format!("`{}…`", "x".repeat(60)));
}

#[test]
fn lines_keep_to_their_width_and_lose_nothing() {
    assert_eq!(wrap("do we need more", 7), ["do we", "need", "more"]);
    assert_eq!(wrap("日本語 ab", 4), ["日本", "語", "ab"]);
    assert_eq!(wrap("abcdef", 4), ["abcd", "ef"]);
    assert_eq!(wrap("marketing-qualified", 12), ["marketing-", "qualified"]);
    assert_eq!(wrap("語", 1), ["語"]);
    assert_eq!(wrap("", 5), [""]);
}

#[test]
fn what_belongs_together_is_not_broken() {
    assert_eq!(wrap("\u{1b}[36mMarketing\u{1b}[0m", 5), ["\u{1b}[36mMarke", "ting\u{1b}[0m"]);
    assert_eq!(wrap("👩‍👩‍👧👩‍👩‍👧☎️☎️", 4), ["👩‍👩‍👧👩‍👩‍👧", "☎️☎️"]);
    assert_eq!(wrap("☎️☎️", 3), ["☎️", "☎️"]);
    assert_eq!(wrap("e\u{301}e\u{301}e\u{301}", 2), ["e\u{301}e\u{301}", "e\u{301}"]);
}

#[test]
fn the_nearest_name_is_near() {
    let ids = ["traffic", "closing", "surveys", "mql-contact"];
    assert_eq!(nearest("survys", ids), Some("surveys"));
    assert_eq!(nearest("Trafic ", ids), Some("traffic"));
    assert_eq!(nearest("mqlcontact", ids), Some("mql-contact"));
    assert_eq!(nearest("weather", ids), None);
    assert_eq!(nearest("", ids), None);
}

/// What each attack hides behind; see the ranges in `is_unsafe_to_print`.
#[test]
fn invisible_characters_are_unsafe() {
    let unsafe_ones = [
        ("escape sequence", "\u{1b}\u{9b}\u{7f}\u{85}"),
        ("trojan source", "\u{202a}\u{202e}\u{2066}\u{2069}\u{61c}\u{200f}"),
        (
            "names that differ in nothing seen",
            "\u{34f}\u{ad}\u{200b}\u{2060}\u{feff}\u{180b}\u{180f}",
        ),
        ("text smuggled in variation selectors", "\u{fe00}\u{fe0e}\u{e0100}\u{e01ef}"),
        ("text smuggled in tags", "\u{e0041}\u{e007f}\u{e0080}\u{e0fff}"),
        ("blanks that are no white space", "\u{2800}\u{115f}\u{3164}\u{ffa0}\u{17b4}"),
        ("new lines", "\u{2028}\u{2029}\n\r"),
        ("annotations", "\u{fff0}\u{fff9}\u{fffb}\u{1bca0}\u{1d173}"),
        ("no characters", "\u{fffe}\u{ffff}"),
    ];
    for (attack, characters) in unsafe_ones {
        for c in characters.chars() {
            assert!(is_unsafe_to_print(c), "{attack}: {}", c.escape_unicode());
        }
    }
    // Persian, Hindi, a family, a heart, an accent, a no-break space.
    let safe = "می‌خواهم क्‍ष 👩‍👩‍👧 ❤️ e\u{301} \u{a0} 日本 \u{fffd}";
    assert_eq!(sanitize(safe), safe);
}

#[test]
fn what_reads_the_same_folds_the_same() {
    for (one, other) in [
        ("Zoe\u{301}", "ZOÉ"),
        ("Ana  Maria", " ana\u{a0}maria "),
        ("Ana\u{b}Maria", "ana maria"),
        ("Straße", "STRASSE"),
        ("A\u{200d}na", "Ana"),
        ("ΣΑΣ", "σας"),
    ] {
        assert_eq!(fold(one), fold(other));
    }
    assert_ne!(fold("Ana"), fold("Anna"));
}

#[test]
fn a_line_may_end_as_on_any_system() {
    let of = |text| lines(text).collect::<Vec<_>>();
    assert_eq!(of("a\nb\r\nc\rd\r\n"), ["a", "b", "c", "d"]);
    assert_eq!(of("a\n\n\r\rb"), ["a", "", "", "", "b"]);
    assert_eq!(of(""), [""]);
}

#[test]
fn joined_letters_and_lone_skin_tones_keep_to_the_width() {
    for text in ["a\u{200d}".repeat(50), "\u{1f3fd}".repeat(20), "語\u{200d}".repeat(20)] {
        for line in wrap(&text, 10) {
            // Drawn one by one, as a terminal does that knows no ligature for them.
            let drawn: usize = line.chars().map(|c| measure_text_width(&c.to_string())).sum();
            assert!(drawn <= 10, "{drawn}: {line:?}");
        }
    }
    let marks = "e".to_owned() + &"\u{301}".repeat(1 << 16);
    assert_eq!(wrap(&marks, 10).concat(), marks);
}

#[test]
fn a_command_that_is_shown_names_the_file_whatever_it_is_called() {
    for (name, shown) in [
        ("answers/ana-1.yaml", "answers/ana-1.yaml"),
        ("zoë.yaml", "zoë.yaml"),
        ("my answers.yaml", "'my answers.yaml'"),
        ("x; touch PWNED; #.yaml", "'x; touch PWNED; #.yaml'"),
        ("$(id).yaml", "'$(id).yaml'"),
        ("it's.yaml", r"'it'\''s.yaml'"),
        ("-f.yaml", "./-f.yaml"),
        ("~ana", "'~ana'"),
        ("", "''"),
        ("a\u{9b}'\\\n", r"$'a\xc2\x9b\'\\\x0a'"),
    ] {
        assert_eq!(ShellWord(Path::new(name)).to_string(), shown);
    }
}

#[test]
fn names_in_a_sentence_are_cut() {
    let names: Vec<_> = (0..30).map(|n| n.to_string()).collect();
    assert_eq!(Names(&names[..2]).to_string(), "`0` and `1`");
    assert!(Names(&names).to_string().ends_with("`10`, `11` and 18 more"));
}

#[test]
fn the_nearest_of_a_great_many_long_names_takes_no_time() {
    let names: Vec<_> = (0..100_000).map(|n| format!("{n}{}", "x".repeat(190))).collect();
    let before = std::time::Instant::now();
    for n in 0..20 {
        let wrong = format!("{}{n}", "y".repeat(190));
        assert_eq!(nearest(&wrong, names.iter().map(String::as_str)), None);
    }
    assert!(before.elapsed().as_secs() < 60, "20 × 100,000 × 36,100 pairs would take an hour");
}
