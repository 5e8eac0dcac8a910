-- One person in several accounts: each place has an address of its own, and is disabled and entered by itself.

ALTER TABLE memberships ADD COLUMN id UUID;
ALTER TABLE memberships ADD COLUMN created_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE memberships ADD COLUMN disabled_at BIGINT;
ALTER TABLE memberships ADD COLUMN entered_at BIGINT;
-- The first place of a person has the id of the person, so that every address that was given out stays good.
UPDATE memberships SET
  id = user_id,
  created_at = (SELECT u.created_at FROM users u
    WHERE u.org_id = memberships.org_id AND u.id = memberships.user_id),
  disabled_at = (SELECT u.disabled_at FROM users u
    WHERE u.org_id = memberships.org_id AND u.id = memberships.user_id),
  entered_at = (SELECT u.signed_in_at FROM users u
    WHERE u.org_id = memberships.org_id AND u.id = memberships.user_id);
CREATE UNIQUE INDEX memberships_by_id ON memberships (org_id, id);

-- Where a person with several accounts comes out after signing in; empty is the page across all of them.
ALTER TABLE users ADD COLUMN lands TEXT NOT NULL DEFAULT '';

-- A list of places goes on after the place, which a person is not any more.
DROP INDEX memberships_by_email;
DROP INDEX memberships_by_account_name;
DROP INDEX memberships_by_account;
DROP INDEX memberships_by_account_and_name;
DROP INDEX memberships_by_state;
DROP INDEX memberships_by_state_and_name;
DROP INDEX memberships_by_invitation;
DROP INDEX memberships_by_invitation_and_name;
CREATE INDEX memberships_by_email ON memberships (org_id, email_folded, id);
CREATE INDEX memberships_by_account_name ON memberships (org_id, account_name_folded, id);
CREATE INDEX memberships_by_account ON memberships (org_id, account_id, email_folded, id);
CREATE INDEX memberships_by_account_and_name ON memberships (org_id, account_id, account_name_folded, id);
CREATE INDEX memberships_by_state ON memberships (org_id, state, email_folded, id);
CREATE INDEX memberships_by_state_and_name ON memberships (org_id, state, account_name_folded, id);
CREATE INDEX memberships_by_invitation ON memberships (org_id, invitation, email_folded, id);
CREATE INDEX memberships_by_invitation_and_name ON memberships (org_id, invitation, account_name_folded, id);
