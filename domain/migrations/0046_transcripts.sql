-- What is said in recordings, in writing: it belongs to the recording and goes with it.

CREATE TABLE recording_transcripts (
  org_id BIGINT NOT NULL,
  recording_id UUID NOT NULL,
  -- [{"at":1200,"until":3400,"who":"Dana Reyes","text":"…"}], in milliseconds; without a time where none is known.
  lines TEXT NOT NULL,
  written_by TEXT NOT NULL,
  written_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, recording_id),
  FOREIGN KEY (org_id, recording_id) REFERENCES recordings (org_id, id)
);

-- MP3 files show how loud they are, too: those that are on a disk here are looked at once more.
UPDATE recordings SET state = 'new' WHERE kind = 'mp3' AND state = 'ready' AND place = 'here' AND milliseconds IS NULL;
