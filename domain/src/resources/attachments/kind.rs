//! The kinds of files that may be attached. What a file is called must agree with what it is (ASVS 5.2.2).

use kernel::{Error, Result};

use super::content::Refused;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    Pdf,
    Png,
    Jpeg,
    Gif,
    WebP,
    Text,
    Csv,
    Word,
    Excel,
    PowerPoint,
    Writer,
    Calc,
    Impress,
}

/// What to attach instead of something else.
const ALLOWED: &str = "Attach a PDF, a picture (PNG, JPEG, GIF, WebP), plain text (.txt, .csv), or a document of Word, \
                       Excel, PowerPoint or LibreOffice (.docx, .xlsx, .pptx, .odt, .ods, .odp).";

impl FileKind {
    pub const ALL: [Self; 13] = [
        Self::Pdf,
        Self::Png,
        Self::Jpeg,
        Self::Gif,
        Self::WebP,
        Self::Text,
        Self::Csv,
        Self::Word,
        Self::Excel,
        Self::PowerPoint,
        Self::Writer,
        Self::Calc,
        Self::Impress,
    ];

    /// How the names of such files end; the first one is the word in the database and in the API.
    const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Gif => &["gif"],
            Self::WebP => &["webp"],
            Self::Text => &["txt"],
            Self::Csv => &["csv"],
            Self::Word => &["docx"],
            Self::Excel => &["xlsx"],
            Self::PowerPoint => &["pptx"],
            Self::Writer => &["odt"],
            Self::Calc => &["ods"],
            Self::Impress => &["odp"],
        }
    }

    pub fn name(self) -> &'static str {
        self.endings().first().copied().unwrap_or_default()
    }

    /// For a person.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Png => "PNG picture",
            Self::Jpeg => "JPEG picture",
            Self::Gif => "GIF picture",
            Self::WebP => "WebP picture",
            Self::Text => "Plain text",
            Self::Csv => "CSV",
            Self::Word => "Word document",
            Self::Excel => "Excel workbook",
            Self::PowerPoint => "PowerPoint presentation",
            Self::Writer => "OpenDocument text",
            Self::Calc => "OpenDocument spreadsheet",
            Self::Impress => "OpenDocument presentation",
        }
    }

    /// With which it is always given out, whatever was said when it came.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::WebP => "image/webp",
            Self::Text => "text/plain; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Word => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Excel => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::PowerPoint => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Writer => "application/vnd.oasis.opendocument.text",
            Self::Calc => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Impress => "application/vnd.oasis.opendocument.presentation",
        }
    }

    /// Whether a browser may show it on a page of its own. Everything else is only saved.
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg | Self::Gif | Self::WebP)
    }

    pub(super) fn stored(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether a program that says this of a file means this kind. Nothing said agrees with everything.
    fn agrees(self, said: &str) -> bool {
        let essence = |kind: &str| kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let said = essence(said);
        ["", "application/octet-stream"].contains(&said.as_str()) || said == essence(self.media_type())
    }
}

/// The kind and the name of a file whose content was looked at; or, in words, why it is not taken.
pub(super) fn judge(
    content: Result<FileKind, Refused>,
    name: &str,
    said: &str,
) -> Result<(FileKind, String)> {
    let refuse = |words: String| Err(Error::invalid("attachment", words));
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let named = |ending: &str| FileKind::ALL.into_iter().find(|kind| kind.endings().contains(&ending));
    let found = match content {
        Ok(found) => found,
        Err(Refused::Unknown) => {
            let words = match ending.as_deref().and_then(named) {
                Some(kind) => format!("“{name}” is called a {}, and is none. {ALLOWED}", kind.label()),
                None => format!("“{name}” is of no kind that is kept here. {ALLOWED}"),
            };
            return refuse(words);
        }
        Err(Refused::Empty) => return refuse(format!("“{name}” is empty.")),
        Err(Refused::Macros) => {
            return refuse(format!("“{name}” has macros, which could do harm. Save it without them."));
        }
        Err(Refused::OldOffice) => {
            return refuse(format!(
                "“{name}” is of an old version of Office. Save it as .docx, .xlsx or .pptx."
            ));
        }
    };
    let (kind, name) = match ending {
        None => (found, format!("{name}.{}", found.name())),
        Some(ending) if found.endings().contains(&ending.as_str()) => (found, name.to_owned()),
        // A table in plain text looks like any other text.
        Some(ending) if found == FileKind::Text && ending == "csv" => (FileKind::Csv, name.to_owned()),
        Some(ending) => {
            return refuse(format!(
                "“{name}” ends in .{ending}, and what is in it is {}. Give it the name of what it is, such as .{}.",
                found.label(),
                found.name()
            ));
        }
    };
    if !kind.agrees(said) {
        return refuse(format!(
            "This is said to be {}, and what is in it is {}. Send it as what it is.",
            said.trim(),
            found.label()
        ));
    }
    Ok((kind, name))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on should stop there")]
mod tests {
    use super::*;

    #[test]
    fn v5_2_2_a_name_that_says_something_else_than_the_content_is_refused() {
        for (found, name, said, kept) in [
            (FileKind::Pdf, "Prices.PDF", "", Some((FileKind::Pdf, "Prices.PDF"))),
            (FileKind::Jpeg, "door.jpeg", "image/jpeg", Some((FileKind::Jpeg, "door.jpeg"))),
            (FileKind::Png, "plan", "", Some((FileKind::Png, "plan.png"))),
            (FileKind::Text, "rates.csv", "text/csv", Some((FileKind::Csv, "rates.csv"))),
            (FileKind::Text, "notes.txt", "Text/Plain; charset=x", Some((FileKind::Text, "notes.txt"))),
            (FileKind::Png, "plan.pdf", "", None),
            (FileKind::Text, "page.html", "", None),
            (FileKind::Text, "plan.svg", "", None),
            (FileKind::Pdf, "rates.csv", "", None),
            (FileKind::Png, "plan.png", "text/html", None),
        ] {
            let judged = judge(Ok(found), name, said).ok();
            assert_eq!(judged, kept.map(|(kind, name)| (kind, name.to_owned())), "{name}");
        }
        for why in [Refused::Unknown, Refused::Empty, Refused::Macros, Refused::OldOffice] {
            assert!(judge(Err(why), "a.pdf", "").is_err());
        }
    }

    #[test]
    fn every_kind_is_found_by_its_name() {
        for kind in FileKind::ALL {
            assert_eq!(FileKind::stored(kind.name()), Some(kind));
            assert!(kind.agrees(kind.media_type()));
        }
    }
}
