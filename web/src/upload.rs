//! A file that somebody sends with a form, read no further than it may be long (ASVS 5.2.1).

use axum::body::Body;
use axum::http::{HeaderMap, header};
use domain::people::profile::photo::Upload;
use http_body_util::BodyExt;
use kernel::Error;

/// What surrounds a file in a form: names, boundaries, line ends.
const AROUND: usize = 16 * 1024;
const LONGEST_BOUNDARY: usize = 70;

/// Why no file came of it.
#[derive(Debug)]
pub enum NoFile {
    /// It is longer than it may be; what came after that was not read.
    TooLarge,
    Wrong(Error),
}

impl From<Error> for NoFile {
    fn from(error: Error) -> Self {
        Self::Wrong(error)
    }
}

/// The one file of a form, which has this name and at most so many bytes. The form may have no other field.
pub async fn file(headers: &HeaderMap, body: Body, name: &str, most: usize) -> Result<Upload, NoFile> {
    let wrong = || Error::invalid(name, "Choose a file.");
    let boundary = boundary(headers).ok_or_else(wrong)?;
    let bytes = collect(headers, body, most + AROUND).await?;
    let upload = read(&bytes, &boundary, name).ok_or_else(wrong)??;
    if upload.bytes.len() > most {
        return Err(NoFile::TooLarge);
    }
    if upload.bytes.is_empty() {
        return Err(wrong().into());
    }
    Ok(upload)
}

/// RFC 2046: up to seventy characters, quoted or not.
fn boundary(headers: &HeaderMap) -> Option<String> {
    let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    let (kind, parameters) = kind.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let value = parameters.split(';').find_map(|parameter| parameter.trim().strip_prefix("boundary="))?;
    let value = value.trim_matches('"');
    (!value.is_empty() && value.len() <= LONGEST_BOUNDARY).then(|| value.to_owned())
}

async fn collect(headers: &HeaderMap, mut body: Body, most: usize) -> Result<Vec<u8>, NoFile> {
    let said =
        headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if said.is_some_and(|length| length > most) {
        return Err(NoFile::TooLarge);
    }
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        let broken = |_| Error::invalid("form", "What was sent could not be read to its end.");
        if let Ok(data) = frame.map_err(broken)?.into_data() {
            if bytes.len() + data.len() > most {
                return Err(NoFile::TooLarge);
            }
            bytes.extend_from_slice(&data);
        }
    }
    Ok(bytes)
}

/// The only part of a form (RFC 7578). `None` if it is no such form; an error if it has another field.
fn read(body: &[u8], boundary: &str, name: &str) -> Option<Result<Upload, Error>> {
    let first = format!("--{boundary}\r\n");
    let rest = body.strip_prefix(first.as_bytes())?;
    let head = find(rest, b"\r\n\r\n")?;
    let (lines, rest) = (std::str::from_utf8(rest.get(..head)?).ok()?, rest.get(head + 4..)?);
    let end = find(rest, format!("\r\n--{boundary}").as_bytes())?;
    let after = rest.get(end + 4 + boundary.len()..)?;
    let mut upload = Upload { bytes: rest.get(..end)?.to_vec(), ..Upload::default() };
    let mut named = None;
    for line in lines.split("\r\n") {
        let (header, value) = line.split_once(':')?;
        if header.eq_ignore_ascii_case("content-disposition") {
            named = parameter(value, "name");
            parameter(value, "filename").unwrap_or_default().clone_into(&mut upload.name);
        } else if header.eq_ignore_ascii_case("content-type") {
            value.trim().clone_into(&mut upload.kind);
        }
    }
    let unknown = || Error::invalid("form", "This form has no such field.");
    Some(if named == Some(name) && after.starts_with(b"--") { Ok(upload) } else { Err(unknown()) })
}

fn parameter<'a>(value: &'a str, name: &str) -> Option<&'a str> {
    value.split(';').find_map(|part| part.trim().strip_prefix(name)?.strip_prefix("=\"")?.strip_suffix('"'))
}

fn find(within: &[u8], what: &[u8]) -> Option<usize> {
    within.windows(what.len()).position(|window| window == what)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(name: &str, content: &[u8]) -> Vec<u8> {
        let head = format!(
            "--xyz\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"me.png\"\r\nContent-Type: image/png\r\n\r\n"
        );
        [head.as_bytes(), content, b"\r\n--xyz--\r\n"].concat()
    }

    fn headers(kind: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::CONTENT_TYPE, kind.parse().unwrap())])
    }

    const KIND: &str = "multipart/form-data; boundary=xyz";

    #[tokio::test]
    async fn v5_2_1_a_file_of_the_limit_is_read_and_one_byte_more_is_not() {
        let content = vec![7; 1000];
        let read = file(&headers(KIND), Body::from(form("photo", &content)), "photo", 1000).await.unwrap();
        assert_eq!((read.name.as_str(), read.kind.as_str(), read.bytes), ("me.png", "image/png", content));
        let more = file(&headers(KIND), Body::from(form("photo", &[7; 1001])), "photo", 1000).await;
        assert!(matches!(more, Err(NoFile::TooLarge)));
        let endless = Body::from_stream(futures_util::stream::repeat_with(|| {
            Ok::<_, std::io::Error>(vec![0_u8; 1024])
        }));
        assert!(
            matches!(file(&headers(KIND), endless, "photo", 1000).await, Err(NoFile::TooLarge)),
            "it is not read on"
        );
        let mut lying = headers(KIND);
        lying.insert(header::CONTENT_LENGTH, "10000000000".parse().unwrap());
        assert!(matches!(file(&lying, Body::empty(), "photo", 1000).await, Err(NoFile::TooLarge)));
    }

    #[tokio::test]
    async fn what_is_no_form_with_this_one_file_is_refused() {
        let bodies = [
            form("other", b"x"),
            form("photo", b""),
            [
                b"--xyz\r\n".as_slice(),
                b"Content-Disposition: form-data; name=\"photo\"\r\n\r\nx\r\n",
                &form("photo", b"x"),
            ]
            .concat(),
            b"--xyz\r\n\r\n\r\n--xyz--".to_vec(),
            b"photo=x".to_vec(),
            b"--xyz--".to_vec(),
            Vec::new(),
        ];
        for body in bodies {
            let said = String::from_utf8_lossy(&body).into_owned();
            assert!(
                matches!(file(&headers(KIND), Body::from(body), "photo", 1000).await, Err(NoFile::Wrong(_))),
                "{said}"
            );
        }
        for kind in [
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/mixed; boundary=xyz",
        ] {
            assert!(matches!(
                file(&headers(kind), Body::from(form("photo", b"x")), "photo", 1000).await,
                Err(NoFile::Wrong(_))
            ));
        }
    }
}
