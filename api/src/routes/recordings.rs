//! The addresses of recordings: the sound of a call, uploads in parts, what is said in it, and the switch of an account.

use domain::access::Key::{AccountsEdit, AccountsView, CallsView, RecordingsManage};
use domain::accounts::ACCOUNTS;
use domain::records::calls::CALLS;
use web::Policy::Needs;

use crate::accounts::recordings::{self as of_account, KeepRecordings, KeepsRecordings};
use crate::calls::fetch::{self, FetchFrom, Fetching};
use crate::calls::recording::{self, KeptRecording, NewUpload, Upload};
use crate::calls::transcript::{self, KeptTranscript, Transcript};
use crate::declared::{Declared, delete, get, post, put};
use crate::openapi::Doc;

pub(super) fn of_recordings() -> [Declared; 12] {
    let (sound, upload) = ("/api/v1/calls/{id}/recording", "/api/v1/recording-uploads/{id}");
    let fetching = "/api/v1/calls/{id}/recording/fetch";
    let (account, tag) = ("/api/v1/accounts/{id}/recordings", "recordings");
    [
        get(
            sound,
            // Without recordings.download there is none, as if there never had been.
            Needs(CallsView),
            recording::take_out,
            Doc::gives_sound("Take the recording of a call out, with `recordings.download`", tag).of(&CALLS),
        ),
        put(
            sound,
            Needs(RecordingsManage),
            recording::bring,
            Doc::made::<KeptRecording>("Bring the recording of a call", tag).of(&CALLS).takes_sound(),
        ),
        delete(
            sound,
            Needs(RecordingsManage),
            recording::remove,
            Doc::finished("Delete the recording of a call", tag).of(&CALLS),
        ),
        post(
            "/api/v1/calls/{id}/recording/uploads",
            Needs(RecordingsManage),
            recording::begin,
            Doc::made::<Upload>("Begin to bring a recording in parts", tag).of(&CALLS).takes::<NewUpload>(),
        ),
        post(
            fetching,
            Needs(RecordingsManage),
            fetch::ask,
            Doc::made::<Fetching>("Have the recording of a call fetched", tag)
                .of(&CALLS)
                .takes::<FetchFrom>(),
        ),
        get(
            fetching,
            Needs(RecordingsManage),
            fetch::show,
            Doc::says::<Fetching>("Show a recording that is being fetched, or could not be", tag).of(&CALLS),
        ),
        delete(
            fetching,
            Needs(RecordingsManage),
            fetch::give_up,
            Doc::finished("Have the recording of a call fetched no more", tag).of(&CALLS),
        ),
        get(
            upload,
            Needs(RecordingsManage),
            recording::show,
            Doc::says::<Upload>("Show how far a recording has come", tag),
        ),
        put(
            upload,
            Needs(RecordingsManage),
            recording::go_on,
            Doc::says::<Upload>("Bring the next part of a recording", tag)
                .asks(&[("offset", "How many bytes have come already: the part begins there.")])
                .takes_sound(),
        ),
        delete(upload, Needs(RecordingsManage), recording::give_up, Doc::finished("Give an upload up", tag)),
        get(
            account,
            Needs(AccountsView),
            of_account::show,
            Doc::says::<KeepsRecordings>("Show whether recordings of an account are kept", "accounts")
                .of(&ACCOUNTS),
        ),
        put(
            account,
            Needs(AccountsEdit),
            of_account::decide,
            Doc::says::<KeepsRecordings>("Keep recordings of an account, or do not", "accounts")
                .of(&ACCOUNTS)
                .takes::<KeepRecordings>(),
        ),
    ]
}

pub(super) fn of_transcripts() -> [Declared; 3] {
    let (path, tag) = ("/api/v1/calls/{id}/recording/transcript", "recordings");
    [
        get(
            path,
            // Without recordings.listen there is none, as if there never had been.
            Needs(CallsView),
            transcript::show,
            Doc::says::<Transcript>("Read the transcript of a recording, with `recordings.listen`", tag)
                .of(&CALLS),
        ),
        put(
            path,
            Needs(RecordingsManage),
            transcript::bring,
            Doc::says::<KeptTranscript>("Bring the transcript of a recording", tag).of(&CALLS).takes_text(),
        ),
        delete(
            path,
            Needs(RecordingsManage),
            transcript::remove,
            Doc::finished("Delete the transcript of a recording", tag).of(&CALLS),
        ),
    ]
}
