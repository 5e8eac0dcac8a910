//! Somebody who is not signed in, or need not be.

use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use domain::access::Request as RequestInfo;
use domain::organizations::{self, Organization};
use kernel::{Error, Result};

use crate::cookies::{NOTICE, THEME};
use crate::gate::{address, request_id};
use crate::problem::page_of_error;
use crate::ui::{Door, Flash, Shell, Theme};
use crate::{Jar, Problem, Site, assets, branding};

#[derive(Clone, Debug)]
pub struct Guest {
    pub host: String,
    pub agent: String,
    pub theme: Theme,
    pub request: RequestInfo,
    pub path: String,
    pub(crate) notice: Option<String>,
}

impl Guest {
    /// What a request says about who sends it, before anybody is believed.
    pub fn of(site: &Site, request: &Request) -> Self {
        let text = |name| {
            request
                .headers()
                .get(name)
                .and_then(|value: &HeaderValue| value.to_str().ok())
                .unwrap_or_default()
        };
        let jar = Jar { https: site.settings.https };
        let id = request.extensions().get::<RequestId>().map_or_else(|| request_id(site), |id| id.0.clone());
        Self {
            host: text(header::HOST).to_owned(),
            agent: text(header::USER_AGENT).to_owned(),
            theme: Theme::parse(&jar.get(request.headers(), THEME).unwrap_or_default()),
            request: RequestInfo { id, address: address(site, request) },
            path: request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned(),
            notice: jar.get(request.headers(), NOTICE),
        }
    }

    /// The organization whose door this is.
    pub async fn organization(&self, site: &Site) -> Result<Organization> {
        organizations::at_host(&mut site.house.read().await?, &self.host).await
    }

    /// Nobody is signed in at the host of another organization.
    pub fn must_be_at(&self, organization: &Organization) -> Result<()> {
        match &organization.host {
            Some(host) if self.host.split(':').next() != Some(host.as_str()) => Err(Error::SignedOut),
            _ => Ok(()),
        }
    }

    /// The frame of a page before signing in.
    pub fn shell(&self, organization: &Organization, title: &str) -> Shell {
        Shell {
            title: title.to_owned(),
            organization: organization.name.clone(),
            accent_css_href: branding::href(organization),
            theme: self.theme,
            door: Door::Entrance,
            flash: self.notice.as_deref().and_then(read_notice),
            asset_version: assets::version().to_owned(),
            path: self.path.clone(),
            ..Shell::default()
        }
    }

    pub(crate) async fn page_of_error(&self, site: &Site, error: &Error) -> Response {
        let shell = match self.organization(site).await {
            Ok(organization) => self.shell(&organization, ""),
            Err(_) => {
                Shell { theme: self.theme, asset_version: assets::version().to_owned(), ..Shell::default() }
            }
        };
        page_of_error(error, shell, &self.request.id)
    }
}

/// The request's name, if the listener gave it one.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

impl FromRequestParts<Site> for Guest {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> std::result::Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| Problem(Error::bug("a page without a gate")))
    }
}

/// The words of a notice, which came by a cookie and are shown once.
pub(crate) fn read_notice(text: &str) -> Option<Flash> {
    let words: String = form_urlencoded::parse(text.as_bytes())
        .find(|(name, _)| name == "t")
        .map(|(_, words)| words.into_owned())?;
    (words.len() <= 300).then(|| Flash::saved(words))
}

/// A cookie by which the next page says that something was done.
pub(crate) fn write_notice(site: &Site, words: &str) -> HeaderValue {
    let text = form_urlencoded::Serializer::new(String::new()).append_pair("t", words).finish();
    Jar { https: site.settings.https }.set(NOTICE, &text, Some(60))
}
