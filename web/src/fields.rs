//! What somebody wrote into a form.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use kernel::{Error, Invalid};

use crate::{Problem, Site, Visitor, same_account};

/// The fields of a form by name. A page names those it knows; any other is refused.
#[derive(Clone, Debug, Default)]
pub struct Fields(Vec<(String, String)>);

/// The most that a form may send.
const LARGEST: usize = 256 * 1024;

impl Fields {
    /// Fields as if they had been written: those that a form opens with.
    pub fn of<'a>(written: impl IntoIterator<Item = (&'a str, String)>) -> Self {
        Self(written.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    pub fn parse(body: &[u8]) -> Result<Self, Error> {
        let text =
            std::str::from_utf8(body).map_err(|_| Error::invalid("form", "This is not UTF-8 text."))?;
        let fields: Vec<(String, String)> = form_urlencoded::parse(text.as_bytes()).into_owned().collect();
        if fields.len() > 500 {
            return Err(Error::invalid("form", "These are too many fields."));
        }
        Ok(Self(fields))
    }

    /// Refuses fields that the page does not know.
    pub fn only(&self, known: &[&str]) -> Result<(), Error> {
        let mut invalid = Invalid::default();
        for (name, value) in &self.0 {
            if !known.contains(&name.as_str()) {
                invalid.push(name, "This form has no such field.");
            } else if value.contains('\0') {
                invalid.push(name, "Leave out the control characters.");
            }
        }
        invalid.into_result()
    }

    /// The same fields with this one set to `value`.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> Self {
        let others = self.0.iter().filter(|(key, _)| key != name).cloned();
        Self(others.chain([(name.to_owned(), value.to_owned())]).collect())
    }

    /// What was written into a field; empty if nothing was.
    pub fn get(&self, name: &str) -> &str {
        self.optional(name).unwrap_or_default()
    }

    pub fn optional(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Takes a field out that is not the page's.
    fn take(&mut self, name: &str) -> Option<String> {
        let at = self.0.iter().position(|(key, _)| key == name)?;
        Some(self.0.remove(at).1)
    }

    /// Everything, in its order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// All values of a name, as several ticked boxes send them.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

impl FromRequest<Site> for Fields {
    type Rejection = Problem;

    async fn from_request(request: Request, site: &Site) -> Result<Self, Problem> {
        let form = request
            .headers()
            .get(axum::http::header::CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .is_none_or(|kind| kind.starts_with("application/x-www-form-urlencoded"));
        if !form {
            return Err(Error::invalid("form", "Send this as application/x-www-form-urlencoded.").into());
        }
        let visitor = request.extensions().get::<Visitor>().cloned();
        let path = request.uri().path().to_owned();
        let body = Bytes::from_request(request, site)
            .await
            .map_err(|_| Error::invalid("form", "What was sent could not be read, or is too large."))?;
        if body.len() > LARGEST {
            return Err(Error::invalid("form", "What was sent is too large.").into());
        }
        let mut fields = Self::parse(&body)?;
        if let Some(shown) = fields.take(same_account::FIELD)
            && let Some(visitor) = visitor
        {
            same_account::must_be(&shown, &visitor, &path)?;
        }
        Ok(fields)
    }
}
