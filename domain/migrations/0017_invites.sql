-- By which way an invitation goes, and whether it brings a temporary password; who sees which operators came in; and
-- which letters a person wants.

ALTER TABLE invitations ADD COLUMN channel TEXT NOT NULL DEFAULT 'email';
ALTER TABLE invitations ADD COLUMN with_password BIGINT NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN see_support BIGINT NOT NULL DEFAULT 1;

-- Only what somebody has chosen; anything else is as it ships.
CREATE TABLE letter_choices (
  org_id BIGINT NOT NULL,
  user_id UUID NOT NULL,
  kind TEXT NOT NULL,
  channel TEXT NOT NULL,
  wanted BIGINT NOT NULL,
  PRIMARY KEY (org_id, user_id, kind, channel),
  FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id)
);
