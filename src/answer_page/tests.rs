//! The page's text. What it does in a browser is in `tests/integration/form_page.rs`.

use base64::{Engine, prelude::BASE64_STANDARD};
use hmac_sha256::Hash;

use super::*;
use crate::diagnostic::SourceText;

fn page(questions: &str) -> String {
    render(&Questionnaire::read(&SourceText::new("q.yaml", questions)).unwrap())
}

#[test]
fn the_policy_lets_the_pages_own_style_and_script_run_and_nothing_else() {
    let hash = |text: &str| BASE64_STANDARD.encode(Hash::hash(text.as_bytes()));
    let policy = format!(
        "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'",
        hash(STYLE),
        hash(SCRIPT)
    );
    assert_eq!(CONTENT_SECURITY_POLICY, policy);
}

#[test]
fn the_built_in_page_is_small_and_loads_nothing() {
    let page = render(&Questionnaire::built_in().unwrap());
    assert!(page.len() < 60_000, "{} bytes", page.len());
    for loads in ["http:", "https:", " src=", "<link", "@import", "url(", "<img"] {
        assert!(!page.contains(loads), "{loads}");
    }
}

#[test]
fn nothing_that_a_questionnaire_says_becomes_markup() {
    let of = |text: &str| {
        let text = text.replace('\'', "''");
        page(&format!(
            "title: '{text}'\nteams: {{a: '{text}', b: '{text}2'}}\npeople: {{'{text}': a}}\n\
             words: {{yes: ['{text}'], no: [nein], unsure: [vielleicht]}}\n\
             questions:\n- {{id: x, need: '{text}', question: '{text}', lead: a, help: '{text}'}}\n"
        ))
    };
    let evil = r#"'"></title></style></script><script>x</script><!-- ]]> <b onclick=x>&amp;"#;
    let (calm, evil) = (of("calm"), of(evil));
    for mark in ['<', '>', '"'] {
        assert_eq!(evil.matches(mark).count(), calm.matches(mark).count(), "{mark}");
    }
    assert!(evil.contains("&lt;/script&gt;&lt;script&gt;x&lt;/script&gt;&lt;!-- ]]&gt;"), "{evil}");
}
