use super::escape::escape;

#[test]
fn nothing_in_a_text_is_markdown() {
    let cases = [
        ("a|b *c* [d](e) `f` <b>&amp;", r"a\|b \*c\* \[d\](e) \`f\` &lt;b\>&amp;amp;"),
        ("# a", r"\# a"),
        ("Learn C #", r"Learn C \#"),
        ("12. a", r"12\. a"),
        ("a. b", r"a\. b"),
        ("iv) b", r"iv\) b"),
        ("(a) b", r"\(a) b"),
        ("a - b. c", "a - b. c"),
        ("- a", r"\- a"),
        ("{onclick=x}", r"\{onclick=x\}"),
        ("^a^ ~b~ $c$", "&#94;a&#94; &#126;b&#126; &#36;c&#36;"),
        ("=", "&#61;"),
        ("a: b", "a: b"),
        ("a:", "a:"),
        ("", ""),
    ];
    for (text, expected) in cases {
        assert_eq!(escape(text), expected, "{text}");
    }
}

#[test]
fn what_sites_would_link_is_code() {
    let cases = [
        ("see http://x.y www.z @ana", "see http`://`x.y `www.`z `@ana`"),
        ("fixes #12, org/repo#3", "fixes `#12`, org/repo`#3`"),
        ("GH-7", "`GH-7`"),
        ("a94a8fe, xa94a8fe, defaced", "`a94a8fe`, xa94a8fe, defaced"),
        (":smile:", "`:smile:`"),
        (":-:", "`:-:`"),
        ("::: div", "&#58;:: div"),
        ("at 10:30, and a :b", "at 10:30, and a :b"),
        ("@ana#12 `@b`", r"`@ana#12` \``@b`\`"),
        ("1234567. a", "`1234567`. a"),
    ];
    for (text, expected) in cases {
        assert_eq!(escape(text), expected, "{text}");
    }
}

#[test]
fn the_work_grows_with_the_text_and_no_faster() {
    for odd in ["a.", ".", "@", "#1", ":-", "w", "-", "\\", "é:"] {
        let length = |times: usize| escape(&odd.repeat(times)).len();
        assert!(length(200_000) <= 2 * length(100_000) + 16, "{odd}");
    }
}
