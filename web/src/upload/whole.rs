//! A small file that somebody sends with a form, as a whole.

use axum::body::Body;
use axum::http::HeaderMap;
use domain::people::profile::photo::Upload;
use http_body_util::BodyExt;
use kernel::Error;

use super::form::{AROUND, NoFile, boundary, find, head, says_too_long};

/// The one file of a form, which has this name and at most so many bytes. The form may have no other field.
pub async fn file(headers: &HeaderMap, body: Body, name: &str, most: usize) -> Result<Upload, NoFile> {
    let wrong = || Error::invalid(name, "Choose a file.");
    let boundary = boundary(headers).ok_or_else(wrong)?;
    if says_too_long(headers, most as u64) {
        return Err(NoFile::TooLarge);
    }
    let bytes = collect(body, most + AROUND).await?;
    let upload = read(&bytes, &boundary, name).ok_or_else(wrong)??;
    if upload.bytes.len() > most {
        return Err(NoFile::TooLarge);
    }
    if upload.bytes.is_empty() {
        return Err(wrong().into());
    }
    Ok(upload)
}

async fn collect(mut body: Body, most: usize) -> Result<Vec<u8>, NoFile> {
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
    let start = find(rest, b"\r\n\r\n")?;
    let (lines, rest) = (std::str::from_utf8(rest.get(..start)?).ok()?, rest.get(start + 4..)?);
    let end = find(rest, format!("\r\n--{boundary}").as_bytes())?;
    let after = rest.get(end + 4 + boundary.len()..)?;
    let head = head(lines)?;
    let upload =
        Upload { bytes: rest.get(..end)?.to_vec(), name: head.name.to_owned(), kind: head.kind.to_owned() };
    let unknown = || Error::invalid("form", "This form has no such field.");
    Some(if head.field == name && after.starts_with(b"--") { Ok(upload) } else { Err(unknown()) })
}

#[cfg(test)]
mod tests {
    use axum::http::header;

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
