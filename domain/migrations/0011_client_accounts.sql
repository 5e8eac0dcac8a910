-- What the organization notes about its clients: tags, a note, who looks after them, and whether they are being set up.

ALTER TABLE accounts ADD COLUMN in_setup BIGINT NOT NULL DEFAULT 0;
-- The tags as the search finds them.
ALTER TABLE accounts ADD COLUMN tags_folded TEXT NOT NULL DEFAULT '';
CREATE INDEX accounts_in_setup ON accounts (org_id, name_folded, id) WHERE in_setup = 1;
CREATE INDEX accounts_locked ON accounts (org_id, name_folded, id) WHERE locked_at IS NOT NULL;

CREATE TABLE account_tags (
  org_id BIGINT NOT NULL,
  account_id UUID NOT NULL,
  folded TEXT NOT NULL,
  tag TEXT NOT NULL,
  PRIMARY KEY (org_id, account_id, folded),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id)
);
CREATE INDEX account_tags_by_tag ON account_tags (org_id, folded, account_id);

CREATE TABLE account_notes (
  org_id BIGINT NOT NULL,
  account_id UUID NOT NULL,
  note TEXT NOT NULL,
  changed_by TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, account_id),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id)
);

CREATE TABLE account_operators (
  org_id BIGINT NOT NULL,
  account_id UUID NOT NULL,
  user_id UUID NOT NULL,
  assigned_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, account_id, user_id),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id),
  FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id)
);
CREATE INDEX account_operators_by_user ON account_operators (org_id, user_id, account_id);

-- What is done to each: the tag, the operator.
ALTER TABLE jobs ADD COLUMN detail TEXT NOT NULL DEFAULT '';
