//! A large file that somebody sends with a form: given on piece by piece, never held as a whole.

use axum::body::Body;
use axum::http::HeaderMap;
use http_body_util::BodyExt;
use kernel::Error;

use super::form::{AROUND, NoFile, boundary, find, head, says_too_long};

/// The one file of a form, on its way.
pub struct Streamed {
    /// What it is called where it comes from.
    pub name: String,
    body: Body,
    /// What stands behind the file.
    end: Vec<u8>,
    /// What has come and was not given on.
    held: Vec<u8>,
    ended: bool,
}

impl Streamed {
    /// Reads as far as to where the file begins, which has this name and should have at most so many bytes: how many it
    /// has is for whoever reads on to count.
    pub async fn begin(headers: &HeaderMap, body: Body, name: &str, most: u64) -> Result<Self, NoFile> {
        let wrong = || Error::invalid(name, "Choose a file.");
        let boundary = boundary(headers).ok_or_else(wrong)?;
        if says_too_long(headers, most) {
            return Err(NoFile::TooLarge);
        }
        let end = format!("\r\n--{boundary}").into_bytes();
        let mut form = Self { name: String::new(), body, end, held: Vec::new(), ended: false };
        let start = loop {
            if let Some(start) = find(&form.held, b"\r\n\r\n") {
                break start;
            }
            if form.held.len() > AROUND || !form.more().await? {
                return Err(wrong().into());
            }
        };
        let rest = form.held.split_off(start + 4);
        let lines = std::str::from_utf8(form.held.get(..start).unwrap_or_default()).map_err(|_| wrong())?;
        let lines = lines.strip_prefix(&format!("--{boundary}\r\n")).ok_or_else(wrong)?;
        let head = head(lines).ok_or_else(wrong)?;
        if head.field != name {
            return Err(unknown().into());
        }
        form.name = head.name.to_owned();
        form.held = rest;
        Ok(form)
    }

    /// The next bytes of the file; none at its end. A form that breaks off is an error, and not an end.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, Error> {
        loop {
            if self.ended {
                return Ok(None);
            }
            if let Some(at) = find(&self.held, &self.end) {
                let after = self.held.split_off(at);
                self.ended = true;
                let piece = std::mem::replace(&mut self.held, after);
                self.must_be_the_last().await?;
                return Ok(Some(piece).filter(|piece| !piece.is_empty()));
            }
            // The end may have begun at the end of what is here.
            let sure = self.held.len().saturating_sub(self.end.len());
            if sure > 0 {
                let rest = self.held.split_off(sure);
                return Ok(Some(std::mem::replace(&mut self.held, rest)));
            }
            if !self.more().await? {
                return Err(broken());
            }
        }
    }

    /// The form has no other field.
    async fn must_be_the_last(&mut self) -> Result<(), Error> {
        let end = self.end.len();
        while self.held.len() < end + 2 {
            if !self.more().await? {
                return Err(broken());
            }
        }
        if self.held.get(end..end + 2) == Some(b"--") { Ok(()) } else { Err(unknown()) }
    }

    async fn more(&mut self) -> Result<bool, Error> {
        while let Some(frame) = self.body.frame().await {
            if let Ok(data) = frame.map_err(|_| broken())?.into_data() {
                self.held.extend_from_slice(&data);
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn broken() -> Error {
    Error::invalid("form", "What was sent could not be read to its end.")
}

fn unknown() -> Error {
    Error::invalid("form", "This form has no such field.")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on should stop there")]
mod tests {
    use axum::http::header;
    use futures_util::stream;

    use super::*;

    fn headers() -> HeaderMap {
        HeaderMap::from_iter([(header::CONTENT_TYPE, "multipart/form-data; boundary=xyz".parse().unwrap())])
    }

    fn form(name: &str, content: &[u8]) -> Vec<u8> {
        let head = format!(
            "--xyz\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"plan; 2.png\"\r\nContent-Type: image/png\r\n\r\n"
        );
        [head.as_bytes(), content, b"\r\n--xyz--\r\n"].concat()
    }

    /// The form in pieces of so many bytes.
    fn in_pieces(form: &[u8], length: usize) -> Body {
        let pieces: Vec<_> =
            form.chunks(length).map(|piece| Ok::<_, std::io::Error>(piece.to_vec())).collect();
        Body::from_stream(stream::iter(pieces))
    }

    async fn read(body: Body) -> Result<(String, Vec<u8>), NoFile> {
        let mut form = Streamed::begin(&headers(), body, "attachment", 1000).await?;
        let mut bytes = Vec::new();
        while let Some(piece) = form.next().await? {
            bytes.extend(piece);
        }
        Ok((form.name, bytes))
    }

    #[tokio::test]
    async fn v5_2_1_a_file_is_the_same_in_whatever_pieces_it_comes() {
        let content = b"\r\n--xy\r\n--xz\r\n--\r\n-\0\xff--xyz-".repeat(9);
        for length in [1, 2, 3, 7, 64, 100_000] {
            let (name, bytes) = read(in_pieces(&form("attachment", &content), length)).await.unwrap();
            assert_eq!((name.as_str(), bytes == content), ("plan; 2.png", true), "{length}");
        }
        assert_eq!(read(in_pieces(&form("attachment", b""), 5)).await.unwrap().1, b"");
    }

    #[tokio::test]
    async fn what_breaks_off_or_has_another_field_is_refused() {
        let whole = form("attachment", b"content");
        let two = [whole.strip_suffix(b"--\r\n").unwrap(), b"\r\n", &form("more", b"x")].concat();
        for wrong in [form("other", b"x"), two, b"--xyz\r\n\r\n\r\n--xyz--".to_vec(), b"x".to_vec()] {
            assert!(matches!(read(Body::from(wrong)).await, Err(NoFile::Wrong(_))));
        }
        for length in 0..whole.len() - 4 {
            let cut = Body::from(whole.get(..length).unwrap().to_vec());
            assert!(matches!(read(cut).await, Err(NoFile::Wrong(_))), "{length}");
        }
        let endless = stream::repeat_with(|| Ok::<_, std::io::Error>(vec![b'x'; 1024]));
        assert!(matches!(read(Body::from_stream(endless)).await, Err(NoFile::Wrong(_))), "it is not read on");
        let mut long = headers();
        long.insert(header::CONTENT_LENGTH, "10000000000".parse().unwrap());
        let begun = Streamed::begin(&long, Body::empty(), "attachment", 1000).await;
        assert!(matches!(begun, Err(NoFile::TooLarge)));
    }
}
