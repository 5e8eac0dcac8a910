-- Other systems that are told what happens (Standard Webhooks 1.0).

CREATE TABLE webhooks (
  org_id BIGINT NOT NULL REFERENCES organizations,
  id UUID NOT NULL,
  url TEXT NOT NULL,
  name TEXT NOT NULL,
  -- The topics that it hears of, one on each line; none is all.
  topics TEXT NOT NULL,
  -- It may hear of what is in Secure accounts.
  secure BIGINT NOT NULL,
  -- Readable, for it signs; the one before it signs, too, until then.
  secret BYTEA NOT NULL,
  old_secret BYTEA,
  old_until BIGINT,
  -- The last line of the history that it was told of, or that it need not be told of.
  told_seq BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by TEXT NOT NULL,
  -- Since when nothing has arrived.
  failing_since BIGINT,
  disabled_at BIGINT,
  disabled_why TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (org_id, id)
);

CREATE TABLE webhook_accounts (
  org_id BIGINT NOT NULL,
  webhook_id UUID NOT NULL,
  account_id UUID NOT NULL,
  PRIMARY KEY (org_id, webhook_id, account_id),
  FOREIGN KEY (org_id, webhook_id) REFERENCES webhooks (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id)
);

CREATE TABLE webhook_deliveries (
  org_id BIGINT NOT NULL,
  id UUID NOT NULL,
  webhook_id UUID NOT NULL,
  -- The number of the line that it tells of.
  seq BIGINT NOT NULL,
  action TEXT NOT NULL,
  account_id UUID,
  -- It is of a Secure account.
  secure BIGINT NOT NULL,
  payload TEXT NOT NULL,
  -- waiting, delivered, failed
  state TEXT NOT NULL,
  -- Attempts since it was last put in line, and all of them.
  tries BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  next_at BIGINT,
  created_at BIGINT NOT NULL,
  done_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, webhook_id) REFERENCES webhooks (org_id, id)
);
CREATE INDEX webhook_deliveries_by_webhook ON webhook_deliveries (org_id, webhook_id, id);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (org_id, webhook_id, next_at) WHERE next_at IS NOT NULL;

CREATE TABLE webhook_attempts (
  org_id BIGINT NOT NULL,
  delivery_id UUID NOT NULL,
  number BIGINT NOT NULL,
  at BIGINT NOT NULL,
  ended_at BIGINT,
  -- What was answered; none if nothing was.
  status BIGINT,
  why TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (org_id, delivery_id, number),
  FOREIGN KEY (org_id, delivery_id) REFERENCES webhook_deliveries (org_id, id)
);
