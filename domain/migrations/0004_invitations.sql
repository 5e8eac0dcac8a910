-- Invitations; and what the list of all portal users needs to cost the same with a million of them as with a hundred.

CREATE TABLE invitations (
  org_id BIGINT NOT NULL,
  user_id UUID NOT NULL,
  token_hash BYTEA,
  asked_at BIGINT NOT NULL,
  queued_at BIGINT,
  sent_at BIGINT,
  ends_at BIGINT,
  accepted_at BIGINT,
  bounced_at BIGINT,
  PRIMARY KEY (org_id, user_id),
  FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id)
);
CREATE UNIQUE INDEX invitations_by_token ON invitations (org_id, token_hash);
CREATE INDEX invitations_by_end ON invitations (org_id, ends_at) WHERE accepted_at IS NULL;

-- A link that was made before goes on to work.
INSERT INTO invitations (org_id, user_id, token_hash, asked_at, queued_at, sent_at, ends_at, accepted_at)
  SELECT org_id, user_id, token_hash, created_at, created_at, created_at, ends_at, used_at FROM first_password_links;
DROP TABLE first_password_links;

-- A membership repeats what the list is sorted and filtered by, so that each order and each filter is one index.
ALTER TABLE memberships ADD COLUMN email_folded TEXT NOT NULL DEFAULT '';
ALTER TABLE memberships ADD COLUMN account_name_folded TEXT NOT NULL DEFAULT '';
ALTER TABLE memberships ADD COLUMN state TEXT NOT NULL DEFAULT 'active';
ALTER TABLE memberships ADD COLUMN invitation TEXT NOT NULL DEFAULT 'none';
ALTER TABLE users ADD COLUMN signed_in_at BIGINT;
UPDATE memberships SET
  email_folded = (SELECT u.email_folded FROM users u
    WHERE u.org_id = memberships.org_id AND u.id = memberships.user_id),
  account_name_folded = (SELECT a.name_folded FROM accounts a
    WHERE a.org_id = memberships.org_id AND a.id = memberships.account_id),
  state = (SELECT CASE WHEN u.disabled_at IS NULL THEN 'active' ELSE 'disabled' END FROM users u
    WHERE u.org_id = memberships.org_id AND u.id = memberships.user_id);
CREATE INDEX memberships_by_email ON memberships (org_id, email_folded, user_id);
CREATE INDEX memberships_by_account_name ON memberships (org_id, account_name_folded, user_id);
CREATE INDEX memberships_by_account ON memberships (org_id, account_id, email_folded, user_id);
CREATE INDEX memberships_by_account_and_name ON memberships (org_id, account_id, account_name_folded, user_id);
CREATE INDEX memberships_by_state ON memberships (org_id, state, email_folded, user_id);
CREATE INDEX memberships_by_state_and_name ON memberships (org_id, state, account_name_folded, user_id);
CREATE INDEX memberships_by_invitation ON memberships (org_id, invitation, email_folded, user_id);
CREATE INDEX memberships_by_invitation_and_name ON memberships (org_id, invitation, account_name_folded, user_id);

-- Work on many records that goes on after the page that asked for it was answered.
CREATE TABLE jobs (
  org_id BIGINT NOT NULL REFERENCES organizations,
  id UUID NOT NULL,
  kind TEXT NOT NULL,
  asked_by UUID NOT NULL,
  state TEXT NOT NULL,
  total BIGINT NOT NULL,
  done BIGINT NOT NULL,
  skipped BIGINT NOT NULL,
  note TEXT NOT NULL,
  leased_until BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  ended_at BIGINT,
  PRIMARY KEY (org_id, id)
);
CREATE INDEX jobs_by_state ON jobs (org_id, state, created_at, id);

CREATE TABLE job_items (
  org_id BIGINT NOT NULL,
  job_id UUID NOT NULL,
  place BIGINT NOT NULL,
  item UUID NOT NULL,
  label TEXT NOT NULL,
  outcome TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (org_id, job_id, place),
  FOREIGN KEY (org_id, job_id) REFERENCES jobs (org_id, id)
);
CREATE INDEX job_items_by_outcome ON job_items (org_id, job_id, outcome, place);

-- Deleting a user ends the sessions in which the user is in somebody's place, too.
CREATE INDEX sessions_by_operator_user ON sessions (org_id, operator_id) WHERE operator_id IS NOT NULL;
