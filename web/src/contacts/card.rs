//! Contacts as a vCard file: one of them, or the list as it is shown.

use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use domain::access::ContactsView;
use domain::people::contacts::{CONTACTS, vcard};
use domain::records::{self as data, Query};
use kernel::ContactId;

use super::Place;
use super::place::find_here;
use crate::records::{Written, exported_as};
use crate::{Answer, Visitor};

const KIND: &str = "text/vcard; charset=utf-8";

pub async fn card(visitor: &Visitor, place: &Place, id: ContactId) -> Answer {
    find_here(visitor, place, id).await?;
    let granted = visitor.may::<ContactsView>()?;
    let record = data::find(&mut visitor.read().await?, &granted, &CONTACTS, id.any()).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(KIND)),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"contact.vcf\"")),
    ];
    Ok((headers, vcard::card(&record)).into_response())
}

/// Everybody of the list.
pub async fn cards(visitor: &Visitor, query: Query) -> Answer {
    let granted = visitor.may::<ContactsView>()?;
    let written =
        Written { kind: KIND, ending: "vcf", header: String::new(), record: |record, _| vcard::card(record) };
    Ok(exported_as(visitor, granted, query.with_all_fields(), written).await?)
}
