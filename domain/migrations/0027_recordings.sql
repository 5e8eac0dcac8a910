-- Recordings of calls: the sound lies in a file beside the database, and what is known of it here.

ALTER TABLE accounts ADD COLUMN recordings BIGINT NOT NULL DEFAULT 0;
-- How long they are kept here; none is as long as the organization says.
ALTER TABLE accounts ADD COLUMN recordings_days BIGINT;
ALTER TABLE calls ADD COLUMN recorded BIGINT NOT NULL DEFAULT 0;
CREATE INDEX calls_recorded ON calls (org_id, account_id, started_at, id) WHERE recorded = 1;

CREATE TABLE recordings (
  org_id BIGINT NOT NULL,
  id UUID NOT NULL,
  account_id UUID NOT NULL,
  call_id UUID NOT NULL,
  kind TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  sha256 BYTEA NOT NULL,
  milliseconds BIGINT,
  state TEXT NOT NULL,
  -- The loudest of each of a few hundred stretches, a byte each, once it was worked out.
  peaks BYTEA NOT NULL,
  -- When the call was.
  recorded_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id),
  FOREIGN KEY (org_id, call_id) REFERENCES calls (org_id, id)
);
CREATE UNIQUE INDEX recordings_by_call ON recordings (org_id, call_id);
CREATE INDEX recordings_by_account ON recordings (org_id, account_id, recorded_at, id);
CREATE INDEX recordings_new ON recordings (org_id, id) WHERE state = 'new';

-- When somebody last listened to one, so that a listening is one line of the history and not one for each piece.
CREATE TABLE recording_listenings (
  org_id BIGINT NOT NULL,
  recording_id UUID NOT NULL,
  person_id UUID NOT NULL,
  subject_id UUID NOT NULL,
  how TEXT NOT NULL,
  heard_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, recording_id, person_id, subject_id, how),
  FOREIGN KEY (org_id, recording_id) REFERENCES recordings (org_id, id)
);

-- A recording that comes in parts: its bytes so far lie in a file of this id.
CREATE TABLE recording_uploads (
  org_id BIGINT NOT NULL,
  id UUID NOT NULL,
  call_id UUID NOT NULL,
  kind TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  started_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, call_id) REFERENCES calls (org_id, id)
);
