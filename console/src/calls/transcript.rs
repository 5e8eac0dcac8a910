//! Writing down what is said in the recording of a call, and taking it away again.

use askama::Template;
use domain::access::{CallsView, RecordingsListen, RecordingsManage};
use domain::recordings::transcript::{PASTED, read_transcript, take_transcript, transcribe, written};
use domain::records::calls;
use kernel::{CallId, Error, Result};
use web::ui::{Choice, ConfirmPage, FieldKind, FieldView, FormView, Shell};
use web::{Answer, Fields, Id, Visitor, page, refused};

use super::show::title;

#[derive(Template)]
#[template(path = "transcript.html")]
struct TranscriptForm {
    shell: Shell,
    form: FormView,
    /// Where what is there is deleted.
    delete: Option<String>,
}

/// What is there already is shown to whoever may read it, which is in the history then.
pub async fn ask(visitor: Visitor, Id(id): Id<CallId>) -> Answer {
    let text = match visitor.may::<RecordingsListen>() {
        Ok(granted) => match read_transcript(visitor.house(), &granted, id).await {
            Ok(transcript) => written(&transcript.lines),
            Err(Error::NotFound) => String::new(),
            Err(error) => return Err(error.into()),
        },
        Err(_) => String::new(),
    };
    let there = !text.is_empty();
    page(&form_page(&visitor, id, &Fields::of([("transcript", text)]), there).await?)
}

pub async fn write(visitor: Visitor, Id(id): Id<CallId>, typed: Fields) -> Answer {
    typed.only(&["transcript"])?;
    let granted = visitor.may::<RecordingsManage>()?;
    match transcribe(visitor.house(), &granted, id, typed.get("transcript").as_bytes()).await {
        Ok(lines) => {
            let words = if lines == 1 { "1 line saved".to_owned() } else { format!("{lines} lines saved") };
            Ok(visitor.done(&path(id), &words))
        }
        Err(error) => {
            let mut again = form_page(&visitor, id, &typed, false).await?;
            let error = again.form.refuse(error)?;
            refused(&again, &error)
        }
    }
}

pub async fn ask_delete(visitor: Visitor, Id(id): Id<CallId>) -> Answer {
    page(&ConfirmPage {
        shell: below(&visitor, id, "Delete the transcript?").await?,
        effect: "What was written down of this call is gone. Its recording stays.".to_owned(),
        verb: "Delete transcript".to_owned(),
        action: format!("{}/recording/transcript/delete", path(id)),
        cancel_href: path(id),
        danger: true,
        ..ConfirmPage::default()
    })
}

pub async fn delete(visitor: Visitor, Id(id): Id<CallId>, typed: Fields) -> Answer {
    typed.only(&[])?;
    take_transcript(visitor.house(), &visitor.may::<RecordingsManage>()?, id).await?;
    Ok(visitor.done(&path(id), "Transcript deleted"))
}

fn path(id: CallId) -> String {
    format!("/console/calls/{id}")
}

async fn below(visitor: &Visitor, id: CallId, heading: &str) -> Result<Shell> {
    let call = calls::find(&mut visitor.read().await?, &visitor.may::<CallsView>()?, id).await?;
    let trail = [("Calls".to_owned(), "/console/calls".to_owned()), (title(&call), path(id))];
    Ok(Shell {
        trail: trail.map(|(label, href)| Choice::new(label, href, false)).to_vec(),
        ..visitor.shell(heading)
    })
}

async fn form_page(visitor: &Visitor, id: CallId, typed: &Fields, there: bool) -> Result<TranscriptForm> {
    Ok(TranscriptForm {
        shell: below(visitor, id, "Transcript").await?,
        form: FormView {
            action: format!("{}/recording/transcript/edit", path(id)),
            fields: vec![FieldView {
                value: typed.get("transcript").to_owned(),
                required: true,
                maxlength: Some(PASTED),
                hint: "Plain text, a line for each thing that is said; or a whole WebVTT or SubRip file, whose times lead \
                       to their places in the recording. What was there before is replaced."
                    .to_owned(),
                ..FieldView::new("transcript", "What is said", FieldKind::TextArea { rows: 18 })
            }],
            submit: "Save transcript".to_owned(),
            cancel_href: Some(path(id)),
            ..FormView::default()
        },
        delete: there.then(|| format!("{}/recording/transcript/delete", path(id))),
    })
}
