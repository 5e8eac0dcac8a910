-- Recordings that lie in S3: where each is, by what its bytes are proved, and what is to be removed there; and those
-- that are to be fetched from elsewhere.

-- 'here' on the disk of whoever took it, 'going' while it is brought there, 'there' once all of it was read back.
ALTER TABLE recordings ADD COLUMN place TEXT NOT NULL DEFAULT 'here';
-- SHA-256 of each 256 KiB, one after the other; none of a recording that was never there.
ALTER TABLE recordings ADD COLUMN sums BYTEA;
CREATE INDEX recordings_here ON recordings (org_id, id) WHERE place <> 'there';

-- Recordings that are gone here and are to be removed there.
CREATE TABLE recording_removals (
  org_id BIGINT NOT NULL,
  recording_id UUID NOT NULL,
  attempts BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, recording_id),
  FOREIGN KEY (org_id) REFERENCES organizations (org_id)
);
CREATE INDEX recording_removals_due ON recording_removals (due_at);

-- Recordings that are to be fetched from whoever recorded them; gone once there is one.
CREATE TABLE recording_fetches (
  org_id BIGINT NOT NULL,
  call_id UUID NOT NULL,
  -- May open the recording: empty once it is given up.
  url TEXT NOT NULL,
  host TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  -- Why the last attempt failed.
  why TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  -- None once it is given up.
  due_at BIGINT,
  PRIMARY KEY (org_id, call_id),
  FOREIGN KEY (org_id, call_id) REFERENCES calls (org_id, id)
);
CREATE INDEX recording_fetches_due ON recording_fetches (due_at) WHERE due_at IS NOT NULL;
