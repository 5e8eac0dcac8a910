//! The line to the server is encrypted when its address asks for it, and then only a server that proves who it is
//! is spoken to.

use std::sync::Arc;

use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres::Config;
use tokio_postgres::config::SslMode;
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::{Error, Result};

/// Makes encrypted connections if `config` says `sslmode=require`: the server's certificate must be good for its
/// name, and be signed by an authority that this machine trusts (`SSL_CERT_FILE` names others). Without it nothing
/// is encrypted: an encryption that anybody may take off, or answer with any certificate, protects from nobody.
pub fn connector(config: &mut Config) -> Result<MakeRustlsConnect> {
    let mut trusted = RootCertStore::empty();
    if config.get_ssl_mode() == SslMode::Require {
        let found = rustls_native_certs::load_native_certs();
        let (good, _) = trusted.add_parsable_certificates(found.certs);
        if good == 0 {
            return Err(Error::Unavailable("this machine trusts no certificate authority".to_owned()));
        }
    } else {
        config.ssl_mode(SslMode::Disable);
    }
    let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::Other(error.to_string()))?
        .with_root_certificates(trusted)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(tls))
}
