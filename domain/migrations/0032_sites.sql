-- Websites that carry the widget of an account: allowed, waiting for somebody to look at them, or blocked (S3-33).

CREATE TABLE account_sites (
  org_id BIGINT NOT NULL,
  account_id UUID NOT NULL,
  host TEXT NOT NULL,
  state TEXT NOT NULL,
  first_seen_at BIGINT NOT NULL,
  last_seen_at BIGINT,
  PRIMARY KEY (org_id, account_id, host),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id)
);
