//! Everybody can answer: on paper, without scripts, on a telephone, in the dark, with a screen reader.

use serde_json::{Value, json};

use super::{IN_GERMAN, Visit, undated};
use crate::browser::{Browser, DOWN, ENTER, RIGHT, SPACE, TAB, axe};

#[test]
fn without_scripts_it_says_what_to_do_and_shows_the_questions() {
    let Some(visit) = Visit::new(
        Browser::without_scripts("without_scripts_it_says_what_to_do_and_shows_the_questions"),
        None,
    ) else {
        return;
    };
    let text = visit.text("body");
    let text = text.as_str().unwrap();
    for shown in [
        "scripts do not run here",
        "Your name (Marketing or Sales): ___ ___ ___ ___ ___ ___",
        "Do we need a new strategy for how we contact our marketing-qualified leads?",
        "Say yes if those names go cold before anyone reaches them.",
    ] {
        assert!(text.contains(shown), "{shown} in {text}");
    }
    for hidden in ["Start", "Save my answers", "Back", "Not sure"] {
        assert!(!text.contains(hidden), "{hidden} in {text}");
    }
}

#[test]
fn on_paper_every_question_has_boxes_to_tick() {
    for browser in [
        Browser::start("on_paper_every_question_has_boxes_to_tick"),
        Browser::without_scripts("on_paper_every_question_has_boxes_to_tick"),
    ] {
        let Some(visit) = Visit::new(browser, None) else {
            return;
        };
        visit.browser.emulate("print", "prefers-color-scheme", "dark");
        let seen = |selector: &str| {
            let count = "return [...document.querySelectorAll(arguments[0])].filter(one => one.checkVisibility()).length";
            visit.browser.run_with(count, &[json!(selector)])
        };
        for (selector, count) in [
            (".question", 6),
            (".answers .sign", 18),
            (".help", 6),
            ("textarea", 6),
            ("#name, [name=team]", 4),
            (".primary, nav, #send, #unscripted, .more", 0),
        ] {
            assert_eq!(seen(selector), count, "{selector}");
        }
        assert_eq!(
            visit.browser.run("return getComputedStyle(document.body).backgroundColor"),
            "rgb(255, 255, 255)"
        );
    }
}

/// Brings every screen of a page to the front, one after the other.
fn on_every_screen(visit: &Visit, look: impl Fn(&str)) {
    let show = |what: &str, script: &str| {
        visit.browser.run(script);
        visit.browser.wait_for("document.getAnimations().length === 0");
        look(what);
    };
    show("start", "show(START)");
    show("question", "show(1)");
    show(
        "help and why",
        "for (const toggle of all('.current [aria-expanded]')) expand(toggle, true)",
    );
    let answer = "for (const question of questions) press(question, 'yes'); show(1)";
    show("answered question", answer);
    show("review", "$('textarea').value = 'why'; show(REVIEW)");
    show("told", "tell('Copy this yourself:', 'text')");
    // As it is where scripts are off, when axe-core cannot run either.
    show("without scripts", "delete document.body.dataset.screen");
}

#[test]
fn every_screen_is_fit_for_everybody() {
    let Some(axe) = axe("every_screen_is_fit_for_everybody") else {
        return;
    };
    for questions in [None, Some(IN_GERMAN)] {
        let Some(visit) = Visit::start("every_screen_is_fit_for_everybody", questions) else {
            return;
        };
        visit.browser.run(&axe);
        for scheme in ["light", "dark"] {
            visit.browser.emulate("screen", "prefers-color-scheme", scheme);
            on_every_screen(&visit, |screen| {
                let broken = "axe.run().then(found => found.violations.map(rule => rule.id + ' ' + rule.nodes[0].html))";
                assert_eq!(visit.browser.resolve(broken), json!([]), "{scheme} {screen}");
            });
        }
    }
}

#[test]
fn no_screen_is_wider_than_a_telephone_or_a_desk() {
    for questions in [None, Some(hostile())] {
        let Some(visit) =
            Visit::start("no_screen_is_wider_than_a_telephone_or_a_desk", questions.as_deref())
        else {
            return;
        };
        for width in [320, 360, 1280] {
            visit.browser.resize(width);
            on_every_screen(&visit, |screen| {
                let beyond = "const page = document.documentElement; return page.scrollWidth - page.clientWidth";
                assert_eq!(visit.browser.run(beyond), 0, "{width} {screen}");
            });
        }
    }
}

#[test]
fn nothing_moves_for_those_who_want_it_still() {
    let Some(visit) = Visit::start("nothing_moves_for_those_who_want_it_still", None) else {
        return;
    };
    let moves = "show(START); show(1); return document.getAnimations().some(one => \
                 one.effect.getKeyframes().some(frame => frame.transform || frame.opacity))";
    visit.browser.emulate("screen", "prefers-reduced-motion", "no-preference");
    assert_eq!(visit.browser.run(moves), true);
    visit.browser.emulate("screen", "prefers-reduced-motion", "reduce");
    assert_eq!(visit.browser.run(moves), false);
}

/// A questionnaire whose every text tries something.
fn hostile() -> String {
    let evil = "</script></style></title><script>ran = 1</script><img src=x onerror=ran=1><!-- ]]> ${ran=1} {{ran=1}} &lt;b&gt; ''\"";
    let long = "Donaudampfschifffahrtsgesellschaft".repeat(5);
    format!(
        "title: '{evil}'\nteams: {{a: '{evil}', b: 'فريق المبيعات {long}'}}\n\
         words: {{yes: ['{evil}'], no: ['לא'], unsure: ['{long}']}}\nquestions:\n\
         - {{id: constructor, need: '{evil}', question: '{evil}', lead: a, help: '{evil}'}}\n\
         - {{id: valueof, need: '{long}', question: 'هل نحتاج إلى المزيد من الزوار؟ {long}', lead: b, help: '{long}'}}\n"
    )
}

#[test]
fn nothing_in_a_questionnaire_acts_on_the_page() {
    let Some(visit) = Visit::start("nothing_in_a_questionnaire_acts_on_the_page", Some(&hostile()))
    else {
        return;
    };
    on_every_screen(&visit, |_| {});
    assert_eq!(visit.browser.run("return window.ran ?? null"), Value::Null);
    assert_eq!(visit.browser.run("return document.querySelectorAll('script, img').length"), 1);
    assert_eq!(
        visit
            .browser
            .run("return getComputedStyle(document.querySelectorAll('.question h2')[1]).direction"),
        "rtl"
    );
    visit.browser.run("show(START); document.querySelector('#name').value = 'x'; all('[name=team]')[0].checked = true; show(REVIEW)");
    let document = visit.copied();
    assert_eq!(
        undated(&visit, &document),
        "name: x\nteam: a\nanswers:\n  constructor: yes\n  valueof: yes\nnotes:\n  constructor: why\n"
    );
}

#[test]
fn the_policy_lets_nothing_else_run_or_load() {
    let Some(visit) = Visit::start("the_policy_lets_nothing_else_run_or_load", None) else {
        return;
    };
    visit.browser.run(
        "window.refused = []; addEventListener('securitypolicyviolation', event => refused.push(event.effectiveDirective));
         const add = (tag, fields) => document.body.append(Object.assign(document.createElement(tag), fields));
         add('script', {textContent: 'window.ran = true'});
         add('script', {src: 'data:text/javascript,window.ran=true'});
         add('style', {textContent: 'body { color: red }'});
         add('img', {src: 'data:image/gif;base64,R0lGODlhAQABAAAAACw='});
         add('iframe', {srcdoc: '<script>parent.ran = true</script>'});
         add('p', {innerHTML: '<b onclick=\"window.ran = true\">x</b>'});
         document.querySelector('b').click();
         fetch('data:,x').catch(() => {});
         add('form', {action: 'http://127.0.0.1:1/', id: 'away'}); document.querySelector('#away').submit();",
    );
    let wanted = [
        "connect-src",
        "form-action",
        "img-src",
        "script-src-attr",
        "script-src-elem",
        "style-src-elem",
    ];
    visit.browser.wait_for(&format!("{wanted:?}.every(directive => refused.includes(directive))"));
    assert_eq!(visit.browser.run("return window.ran ?? null"), Value::Null);
}

#[test]
fn the_keyboard_alone_is_enough() {
    let Some(visit) = Visit::start("the_keyboard_alone_is_enough", None) else {
        return;
    };
    let press = |keys: &str, screen: &str| {
        visit.browser.press(keys);
        visit.wait_for_screen(screen);
    };
    press(&[TAB, "Ben", TAB, SPACE, DOWN, ENTER].concat(), "traffic");
    assert_eq!(visit.focus(), "Do we need to attract more visitors to our website?");
    press("y", "closing");
    assert_eq!(visit.focus(), "Do we need more calling and emailing people to close?");
    press("b", "traffic");
    press("n", "closing");
    press("?", "closing");
    visit.browser.wait_for("!document.querySelector('.current .help').hidden");
    visit.browser.press("wyes, nobody calls");
    assert_eq!(visit.browser.run("return document.activeElement.value"), "yes, nobody calls");
    for _ in 0..3 {
        visit.browser.press_with_shift(TAB);
    }
    assert_eq!(visit.focus(), "not sureu");
    press(&[RIGHT, RIGHT, ENTER].concat(), "surveys");
    press("u", "persona-research");
    press("1", "content-offers");
    press(&[TAB, TAB, SPACE].concat(), "mql-contact");
    press("3", "review");
    assert_eq!(visit.focus(), "Your answers");
    visit.browser.press(&[TAB, TAB, RIGHT, "u"].concat());
    visit.browser.wait_for("document.querySelector('#traffic-is-unsure, [data-id=traffic] [value=unsure][aria-pressed=true]')");
    visit.browser.run("document.querySelector('#save').focus()");
    visit.browser.press(ENTER);
    assert_eq!(
        undated(&visit, &visit.browser.downloaded("ben.yaml")),
        "name: Ben\nteam: sales\nanswers:\n  traffic: unsure\n  closing: no\n  surveys: unsure\n  \
         persona-research: yes\n  content-offers: no\n  mql-contact: unsure\nnotes:\n  \
         closing: yes, nobody calls\n"
    );
}
