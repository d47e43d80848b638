//! A cell's bytes to text, by the declared encoding and nothing else.

use crate::config::profile::Encoding;
use std::borrow::Cow;

/// Decodes a cell. Bytes that are no UTF-8 become replacement characters, which no code or number
/// holds; the file they stand in is refused at its end.
pub fn decode(bytes: &[u8], encoding: Encoding) -> Cow<'_, str> {
    match encoding {
        Encoding::Utf8 => String::from_utf8_lossy(bytes),
        Encoding::Windows1252 => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
        Encoding::Iso8859_1 => encoding_rs::mem::decode_latin1(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swedish_letters_are_read_in_each_encoding() {
        assert_eq!(decode(b"\xc5\xe4\xf6 \x80", Encoding::Windows1252), "Åäö €");
        assert_eq!(decode(b"\xc5\xe4\xf6 \x80", Encoding::Iso8859_1), "Åäö \u{80}");
        assert_eq!(decode("Åäö €".as_bytes(), Encoding::Utf8), "Åäö €");
    }
}
