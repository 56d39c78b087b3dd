use base64::{Engine, prelude::BASE64_STANDARD};
use hmac_sha256::Hash;

use super::*;

#[test]
fn the_policy_lets_the_pages_own_style_be_used_and_nothing_else() {
    let style = BASE64_STANDARD.encode(Hash::hash(STYLE.as_bytes()));
    let policy = format!(
        "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-{style}'"
    );
    assert_eq!(CONTENT_SECURITY_POLICY, policy);
}

#[test]
fn nothing_in_a_text_is_html() {
    let text = "<img src=x onerror='a(\"&amp;\")'>\n\u{202e}";
    let shown = html! { p title=(Shown(text)) { (Shown(text)) } }.into_string();
    let escaped = "&lt;img src=x onerror='a(&quot;&amp;amp;&quot;)'&gt; \\u{202e}";
    assert_eq!(shown, format!("<p title=\"{escaped}\">{escaped}</p>"));
}

#[test]
fn a_mark_at_the_beginning_joins_no_tag() {
    let shown = html! { p { (Shown("\u{338}\u{301}a\u{301}")) } }.into_string();
    assert_eq!(shown, "<p>&#x338;&#x301;a\u{301}</p>");
}
