//! Reports: values in, text for people or JSON for machines out.
//!
//! Text is 80 columns wide, without colour, Swedish unless English is asked for. Nothing here reads or
//! writes anything, decides anything, or imports anything of ours but `domain`.

pub mod explain;
mod facts;
pub mod ground;
pub mod history;
pub mod night;
pub mod page;
pub mod table;
pub mod words;

/// The language of what people read. Codes in JSON are the same in both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Swedish.
    #[default]
    Sv,
    /// English.
    En,
}

impl Lang {
    /// The language of that code, `sv` or `en`.
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "sv" => Some(Self::Sv),
            "en" => Some(Self::En),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lang;

    #[test]
    fn a_language_is_named_by_its_code_and_swedish_unless_named() {
        assert_eq!(Lang::parse("sv"), Some(Lang::Sv));
        assert_eq!(Lang::parse("en"), Some(Lang::En));
        assert_eq!(Lang::parse("svenska"), None);
        assert_eq!(Lang::default(), Lang::Sv);
    }
}
