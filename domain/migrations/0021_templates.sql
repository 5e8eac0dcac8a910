-- How often the people of an account signed in, without reading the rest of its history.

CREATE INDEX events_of_sign_ins ON events (org_id, account_id, at)
  WHERE action IN ('session.started', 'session.account_entered');

-- Accounts from which others are made, and which was made from which.
ALTER TABLE accounts ADD COLUMN template BIGINT NOT NULL DEFAULT 0;
CREATE INDEX accounts_templates ON accounts (org_id, name_folded, id) WHERE template = 1;

CREATE TABLE account_origins (
  org_id BIGINT NOT NULL,
  account_id UUID NOT NULL,
  template_id UUID NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, account_id),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id),
  FOREIGN KEY (org_id, template_id) REFERENCES accounts (org_id, id)
);
CREATE INDEX account_origins_by_template ON account_origins (org_id, template_id, account_id);
