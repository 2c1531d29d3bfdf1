//! The code points of RFC 5892: what a U-label may be written in.
//!
//! The `idna` crate implements UTS 46, which also passes currency signs, smart quotes and dashes: the marks of a file
//! read in the wrong encoding. IDNA2008 does not.

use icu_properties::{
    CodePointMapData,
    props::{GeneralCategory, Script},
};

/// Whether every code point of a mapped U-label (lower-case, NFC) may stand where it stands.
///
/// `registered` says that the label was written as an A-label: then it may hold symbols, as a registry that sells
/// emoji sold it, and DNS sees nothing but ASCII.
pub(super) fn allows(label: &str, registered: bool) -> bool {
    // RFC 5891 §4.2.3.1: "--" in the third and fourth place belongs to A-labels.
    if !registered && label.chars().skip(2).take(2).eq("--".chars()) {
        return false;
    }
    let chars: Vec<char> = label.chars().collect();
    chars.iter().enumerate().all(|(position, &c)| match c {
        'a'..='z' | '0'..='9' | '-' => true,
        _ if c.is_ascii() => false,
        _ => match derive(c) {
            Property::Valid => true,
            Property::Context => context(&chars, position, c),
            Property::Symbol => registered,
            Property::Disallowed => false,
        },
    })
}

enum Property {
    Valid,
    /// CONTEXTO; CONTEXTJ is checked by UTS 46 (CheckJoiners).
    Context,
    Symbol,
    Disallowed,
}

/// RFC 5892 §3, in its order, for code points that UTS 46 has already mapped (so none is unstable).
fn derive(c: char) -> Property {
    use GeneralCategory as Gc;
    match c {
        // Exceptions, §2.6.
        '\u{DF}' | '\u{3C2}' | '\u{6FD}' | '\u{6FE}' | '\u{F0B}' | '\u{3007}' => {
            return Property::Valid;
        }
        '\u{B7}' | '\u{375}' | '\u{5F3}' | '\u{5F4}' | '\u{30FB}' => return Property::Context,
        '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}' => return Property::Context,
        '\u{640}' | '\u{7FA}' | '\u{302E}' | '\u{302F}' | '\u{3031}'..='\u{3035}' | '\u{303B}' => {
            return Property::Disallowed;
        }
        // Joiners, §2.8.
        '\u{200C}' | '\u{200D}' => return Property::Valid,
        // Ignorable blocks, §2.5, and old Hangul jamo, §2.9.
        '\u{20D0}'..='\u{20FF}' | '\u{1D100}'..='\u{1D1FF}' | '\u{1D200}'..='\u{1D24F}' => {
            return Property::Disallowed;
        }
        '\u{1100}'..='\u{11FF}' | '\u{A960}'..='\u{A97C}' | '\u{D7B0}'..='\u{D7FB}' => {
            return Property::Disallowed;
        }
        _ => {}
    }
    match CodePointMapData::<Gc>::new().get(c) {
        // Letters and digits, §2.1.
        Gc::LowercaseLetter
        | Gc::UppercaseLetter
        | Gc::OtherLetter
        | Gc::DecimalNumber
        | Gc::ModifierLetter
        | Gc::NonspacingMark
        | Gc::SpacingMark => Property::Valid,
        Gc::OtherSymbol => Property::Symbol,
        _ => Property::Disallowed,
    }
}

/// The rules of RFC 5892, appendix A.3 to A.9.
fn context(label: &[char], position: usize, c: char) -> bool {
    let before = position.checked_sub(1).and_then(|p| label.get(p)).copied();
    let after = label.get(position + 1).copied();
    match c {
        '\u{B7}' => before == Some('l') && after == Some('l'),
        '\u{375}' => after.is_some_and(|c| script(c) == Script::Greek),
        '\u{5F3}' | '\u{5F4}' => before.is_some_and(|c| script(c) == Script::Hebrew),
        '\u{30FB}' => label.iter().any(|&c| matches!(script(c), Script::Hiragana | Script::Katakana | Script::Han)),
        '\u{660}'..='\u{669}' => !label.iter().any(|c| matches!(c, '\u{6F0}'..='\u{6F9}')),
        '\u{6F0}'..='\u{6F9}' => !label.iter().any(|c| matches!(c, '\u{660}'..='\u{669}')),
        _ => false,
    }
}

fn script(c: char) -> Script {
    CodePointMapData::<Script>::new().get(c)
}
