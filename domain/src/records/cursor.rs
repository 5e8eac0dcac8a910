//! A place in an ordered list, so that the next page begins exactly where this one ended.

use data_encoding::BASE64URL_NOPAD;
use db::Value;
use uuid::Uuid;

/// The value that the list is sorted by, and the id that breaks ties. Opaque to the visitor, and harmless:
/// whatever it says, the fence stands before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cursor {
    pub key: SortKey,
    pub id: Uuid,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SortKey {
    Int(i64),
    Text(String),
}

impl SortKey {
    pub(super) fn value(&self) -> Value<'static> {
        match self {
            Self::Int(n) => Value::Int(*n),
            Self::Text(text) => Value::from(text.clone()),
        }
    }

    pub(super) fn of(value: Value<'_>) -> Self {
        match value {
            Value::Int(n) => Self::Int(n),
            Value::Text(text) => Self::Text(text.into_owned()),
            Value::Null | Value::Bytes(_) | Value::Uuid(_) => Self::Int(0),
        }
    }
}

impl Cursor {
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        let (id, key) = bytes.split_first_chunk::<16>()?;
        let (kind, key) = key.split_first()?;
        let key = match kind {
            b'i' => SortKey::Int(i64::from_be_bytes(key.try_into().ok()?)),
            b't' => SortKey::Text(String::from_utf8(key.to_vec()).ok().filter(|text| !text.contains('\0'))?),
            _ => return None,
        };
        Some(Self { key, id: Uuid::from_bytes(*id) })
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut bytes = self.id.as_bytes().to_vec();
        match &self.key {
            SortKey::Int(n) => {
                bytes.push(b'i');
                bytes.extend(n.to_be_bytes());
            }
            SortKey::Text(text) => {
                bytes.push(b't');
                bytes.extend(text.as_bytes());
            }
        }
        f.write_str(&BASE64URL_NOPAD.encode(&bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_and_garbage_does_not() {
        for key in [SortKey::Int(-5), SortKey::Int(i64::MAX), SortKey::Text("zoë & co".into())] {
            let cursor = Cursor { key, id: Uuid::from_u128(7) };
            assert_eq!(Cursor::parse(&cursor.to_string()), Some(cursor));
        }
        for bad in ["", "x", "AAAA", "!!!!", &"A".repeat(22), &"A".repeat(500)] {
            assert_eq!(Cursor::parse(bad), None, "{bad}");
        }
    }
}
