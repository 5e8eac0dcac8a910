//! A list as a CSV file: this very view of it, streamed, within the same reach.

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::access::{Granted, Permission};
use domain::records::{Cell, Field, Kind, Page, Query, Record, export_page};
use futures_util::{StreamExt, stream};
use kernel::{Error, Local, Result};

use crate::Visitor;

/// Rows that are read at a time; the reader is given back in between.
const BATCH: usize = 1000;

/// Writes the list down in the history as exported, then streams it.
pub async fn exported<P: Permission>(
    visitor: &Visitor,
    granted: Granted<P>,
    query: Query,
) -> Result<Response> {
    domain::records::note_export(visitor.house(), &granted, &query).await?;
    Ok(export(visitor, granted, query))
}

/// Streams the list, page by page, each page a short reading of its own.
pub fn export<P: Permission>(visitor: &Visitor, granted: Granted<P>, query: Query) -> Response {
    let header_line = csv_line(query.columns.iter().map(|field| heading(field, &visitor.local)));
    let csv =
        Written { kind: "text/csv; charset=utf-8", ending: "csv", header: header_line, record: record_line };
    stream_as(visitor, granted, query, csv)
}

/// How a file says what the list says.
pub struct Written {
    pub kind: &'static str,
    /// Of the name of the file.
    pub ending: &'static str,
    pub header: String,
    pub record: fn(&Record, &Local) -> String,
}

/// The list as another kind of file; that it was taken out is noted as well.
pub async fn exported_as<P: Permission>(
    visitor: &Visitor,
    granted: Granted<P>,
    query: Query,
    written: Written,
) -> Result<Response> {
    domain::records::note_export(visitor.house(), &granted, &query).await?;
    Ok(stream_as(visitor, granted, query, written))
}

fn stream_as<P: Permission>(
    visitor: &Visitor,
    granted: Granted<P>,
    mut query: Query,
    written: Written,
) -> Response {
    query.limit = BATCH;
    query.before = None;
    let name = query.collection.name;
    let first = Step {
        visitor: visitor.clone(),
        granted,
        query: Some(query),
        header: Some(written.header),
        record: written.record,
    };
    let lines = stream::unfold(first, |mut step| async move {
        let chunk = step.next().await?;
        Some((chunk, step))
    });
    // What compresses the answer asks once more after the end.
    let body = Body::from_stream(lines.fuse());
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}.{}\"", written.ending))
        .unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(written.kind)),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    (headers, body).into_response()
}

struct Step<P> {
    visitor: Visitor,
    granted: Granted<P>,
    query: Option<Query>,
    header: Option<String>,
    record: fn(&Record, &Local) -> String,
}

impl<P: Permission> Step<P> {
    async fn next(&mut self) -> Option<std::result::Result<Bytes, Error>> {
        if let Some(header) = self.header.take() {
            return Some(Ok(Bytes::from(header)));
        }
        let mut query = self.query.take()?;
        match self.page(&query).await {
            Ok(page) => {
                let local = &self.visitor.local;
                let text: String = page.records.iter().map(|record| (self.record)(record, local)).collect();
                if let Some(after) = page.after {
                    query.after = Some(after);
                    self.query = Some(query);
                }
                Some(Ok(Bytes::from(text)))
            }
            Err(error) => {
                tracing::warn!(%error, "an export broke off");
                Some(Err(error))
            }
        }
    }

    async fn page(&self, query: &Query) -> Result<Page> {
        let mut read = self.visitor.read().await?;
        export_page(&mut read, &self.granted, query).await
    }
}

fn record_line(record: &Record, local: &Local) -> String {
    csv_line(record.cells.iter().map(|cell| written(cell, local)))
}

/// A moment is written in the reader's zone and formats, to the second; programs ask the API, which writes RFC 3339.
fn written(cell: &Cell, local: &Local) -> String {
    match cell {
        Cell::Instant(at) => local.to_the_second(*at),
        other => other.plain(),
    }
}

/// A column of moments says whose clock it shows: a file is read elsewhere, too.
fn heading(field: &Field, local: &Local) -> String {
    match (field.kind, local.zone.iana_name()) {
        (Kind::Instant, Some(zone)) => format!("{} ({zone})", field.label),
        _ => field.label.to_owned(),
    }
}

/// RFC 4180, with what a spreadsheet would run made harmless.
pub fn csv_line(cells: impl Iterator<Item = String>) -> String {
    let quoted: Vec<String> =
        cells.map(|text| format!("\"{}\"", harmless(&text).replace('"', "\"\""))).collect();
    format!("{}\r\n", quoted.join(","))
}

/// A cell that begins like a formula gets an apostrophe before it (OWASP, CSV injection). A telephone number in
/// E.164 is no formula.
fn harmless(text: &str) -> String {
    let text: String = text.chars().filter(|c| *c != '\0').collect();
    let number = text
        .strip_prefix('+')
        .is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit()));
    let numeric = text.parse::<i64>().is_ok();
    let starts = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if starts && !number && !numeric { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_runs_nothing() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-cmd", "'-cmd"),
            ("\t=1", "'\t=1"),
            ("+15125550143", "+15125550143"),
            ("+1+1", "'+1+1"),
            ("-5", "-5"),
            ("Ann \"the\" Lee", "Ann \"the\" Lee"),
        ] {
            assert_eq!(harmless(text), cell);
        }
        assert_eq!(csv_line(["a\"b".to_owned(), "c,d\n".to_owned()].into_iter()), "\"a\"\"b\",\"c,d\n\"\r\n");
    }
}
