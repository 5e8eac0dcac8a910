-- Accounts that only operators with the clearance see into (C-11), and who was let in for once.

CREATE TABLE secure_accounts (
  org_id BIGINT NOT NULL,
  account_id UUID NOT NULL,
  since_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, account_id),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id)
);

CREATE TABLE emergency_requests (
  org_id BIGINT NOT NULL,
  id UUID NOT NULL,
  account_id UUID NOT NULL,
  -- Who asks, by the name at that time; no key, so that the line stays when the operator is gone.
  operator_id UUID NOT NULL,
  operator_name TEXT NOT NULL,
  reason TEXT NOT NULL,
  -- waiting, approved, refused, withdrawn, ended
  state TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  answered_by UUID,
  answered_name TEXT NOT NULL DEFAULT '',
  answered_at BIGINT,
  -- Until when it waits, and once it is approved, until when it opens the account.
  ends_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id)
);
CREATE INDEX emergency_requests_by_operator ON emergency_requests (org_id, operator_id, state, ends_at);
CREATE INDEX emergency_requests_by_account ON emergency_requests (org_id, account_id, id);
