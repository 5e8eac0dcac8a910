-- What was removed from the history, so that what is left can still be proved, and what must not be removed.

CREATE TABLE history_gaps (
  org_id BIGINT NOT NULL REFERENCES organizations,
  -- The first and the last of the lines that are gone.
  from_seq BIGINT NOT NULL,
  to_seq BIGINT NOT NULL,
  -- The hash before the first of them, and that of the last.
  prev_hash BYTEA NOT NULL,
  hash BYTEA NOT NULL,
  -- The line that tells of the removal, with a digest of its gaps.
  removed_seq BIGINT NOT NULL,
  PRIMARY KEY (org_id, from_seq)
);
CREATE INDEX history_gaps_by_removal ON history_gaps (org_id, removed_seq, from_seq);

CREATE TABLE legal_holds (
  org_id BIGINT NOT NULL,
  account_id UUID NOT NULL,
  reason TEXT NOT NULL,
  set_by TEXT NOT NULL,
  set_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, account_id),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id)
);
