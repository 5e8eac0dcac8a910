-- The link by which a client without portal users opens the portal, and the browsers that are in by it.

CREATE TABLE secure_links (
  org_id BIGINT NOT NULL,
  account_id UUID NOT NULL,
  token_hash BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  used_at BIGINT,
  uses BIGINT NOT NULL,
  PRIMARY KEY (org_id, account_id),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id)
);

CREATE TABLE secure_link_sessions (
  org_id BIGINT NOT NULL,
  id UUID NOT NULL,
  token_hash BYTEA NOT NULL,
  account_id UUID NOT NULL,
  address TEXT NOT NULL,
  agent TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id)
);
CREATE UNIQUE INDEX secure_link_sessions_by_token ON secure_link_sessions (token_hash);
CREATE INDEX secure_link_sessions_by_account ON secure_link_sessions (org_id, account_id);
