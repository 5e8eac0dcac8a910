-- Messages go to a system of the client's, too: by the webhook of the account's delivery plan (Standard Webhooks 1.0).

CREATE TABLE delivery_hooks (
  org_id BIGINT NOT NULL,
  account_id UUID NOT NULL,
  url TEXT NOT NULL,
  -- It may lead into the own network: an operator wrote it, and the server's administrator allows it.
  private BIGINT NOT NULL,
  -- Readable, for it signs; the one before it signs, too, until then.
  secret BYTEA NOT NULL,
  old_secret BYTEA,
  old_until BIGINT,
  made_at BIGINT NOT NULL,
  made_by TEXT NOT NULL,
  PRIMARY KEY (org_id, account_id),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id)
);

-- Of an attempt by webhook: how often it was posted, and when that is done again. Its state stands beside it from the
-- beginning, for the outbox knows nothing of it.
ALTER TABLE delivery_attempts ADD COLUMN posts BIGINT NOT NULL DEFAULT 0;
ALTER TABLE delivery_attempts ADD COLUMN post_at BIGINT;
CREATE INDEX delivery_attempts_to_post ON delivery_attempts (post_at) WHERE post_at IS NOT NULL;
