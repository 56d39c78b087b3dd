//! What a key means at a step.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::{
    interview::{Move, Step},
    response::Answer,
    text::is_unsafe_to_print,
};

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Press {
    /// A move of the interview.
    Move(Move),
    /// To leave without another question.
    LeaveAtOnce,
    /// To stop until the shell says `fg`.
    Suspend,
    /// To skip a message from the terminal, an answer to somebody else's question, that starts
    /// here.
    Message,
    /// Nothing at this step.
    Nothing,
}

/// What a key asks for at a step of the interview.
pub(crate) fn press(key: KeyEvent, step: &Step) -> Press {
    if key.kind == KeyEventKind::Release {
        return Press::Nothing;
    }
    if key.modifiers.contains(KeyModifiers::CONTROL) {
        return match key.code {
            KeyCode::Char('c' | 'd') => Press::LeaveAtOnce,
            KeyCode::Char('z') => Press::Suspend,
            // Some terminals send this for Backspace.
            KeyCode::Char('h') => press(KeyCode::Backspace.into(), step),
            _ => Press::Nothing,
        };
    }
    if key.modifiers.contains(KeyModifiers::ALT) {
        return match key.code {
            KeyCode::Char(']' | 'P' | '_' | '^' | 'X') => Press::Message,
            _ => Press::Nothing,
        };
    }
    // The answers to a question stand side by side.
    let is_beside = matches!(step, Step::Question { .. });
    if is_beside && matches!(key.code, KeyCode::Up | KeyCode::Down) {
        return Press::Nothing;
    }
    let is_typing = matches!(step, Step::Name { .. } | Step::FileName { .. });
    let made = if is_typing {
        typing(key.code)
    } else {
        choosing(key.code)
    };
    made.map_or(Press::Nothing, Press::Move)
}

/// Whether a key is what the end of a message from the terminal looks like.
pub(super) fn ends_message(key: KeyEvent) -> bool {
    match key.code {
        KeyCode::Char('g') => key.modifiers.contains(KeyModifiers::CONTROL),
        KeyCode::Char('\\') => key.modifiers.contains(KeyModifiers::ALT),
        _ => false,
    }
}

const fn choosing(code: KeyCode) -> Option<Move> {
    Some(match code {
        KeyCode::Char('y' | 'Y') => Move::Give(Answer::Yes),
        KeyCode::Char('n' | 'N') => Move::Give(Answer::No),
        KeyCode::Char('u' | 'U') => Move::Give(Answer::Unsure),
        KeyCode::Left | KeyCode::Up => Move::Previous,
        KeyCode::Right | KeyCode::Down => Move::Next,
        KeyCode::Enter => Move::Accept,
        KeyCode::Char('b' | 'B') | KeyCode::Backspace => Move::Back,
        KeyCode::Char('?') => Move::Help,
        KeyCode::Char('q' | 'Q') | KeyCode::Esc => Move::Leave,
        _ => return None,
    })
}

fn typing(code: KeyCode) -> Option<Move> {
    Some(match code {
        KeyCode::Enter => Move::Accept,
        KeyCode::Esc => Move::Back,
        KeyCode::Backspace => Move::Erase,
        KeyCode::Char(c) if !is_unsafe_to_print(c) => Move::Type(c),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_choose_or_are_typed() {
        let name = Step::Name {
            typed: String::new(),
        };
        let y = KeyEvent::from(KeyCode::Char('y'));
        assert_eq!(
            press(y, &Step::Leaving),
            Press::Move(Move::Give(Answer::Yes))
        );
        assert_eq!(press(y, &name), Press::Move(Move::Type('y')));
    }

    #[test]
    fn control_and_alt_never_answer() {
        let key = |code, modifiers| press(KeyEvent::new(code, modifiers), &Step::Leaving);
        assert_eq!(
            key(KeyCode::Char('c'), KeyModifiers::CONTROL),
            Press::LeaveAtOnce
        );
        assert_eq!(
            key(KeyCode::Char('z'), KeyModifiers::CONTROL),
            Press::Suspend
        );
        assert_eq!(
            key(KeyCode::Char('y'), KeyModifiers::CONTROL),
            Press::Nothing
        );
        assert_eq!(key(KeyCode::Char('y'), KeyModifiers::ALT), Press::Nothing);
        assert_eq!(key(KeyCode::F(2), KeyModifiers::NONE), Press::Nothing);
    }
}
