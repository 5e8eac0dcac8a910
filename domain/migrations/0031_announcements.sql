-- What an account tells its own contacts, by mail or by text message, and who wants no more of it.

ALTER TABLE accounts ADD COLUMN send_links BIGINT NOT NULL DEFAULT 0;

CREATE TABLE announcements (
  org_id BIGINT NOT NULL,
  id UUID NOT NULL,
  account_id UUID NOT NULL,
  channel TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL,
  send_at BIGINT NOT NULL,
  creator_id UUID,
  creator TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  search TEXT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id)
);
CREATE INDEX announcements_by_time ON announcements (org_id, send_at, id);
CREATE INDEX announcements_by_account ON announcements (org_id, account_id, send_at, id);
CREATE INDEX announcements_due ON announcements (send_at) WHERE state = 'scheduled';

-- The name and the address as they were when the announcement was written. Whoever could not be reached is here, too,
-- with the reason and without a letter.
CREATE TABLE announcement_recipients (
  org_id BIGINT NOT NULL,
  announcement_id UUID NOT NULL,
  place BIGINT NOT NULL,
  contact_id UUID NOT NULL,
  name TEXT NOT NULL,
  recipient TEXT NOT NULL,
  left_out TEXT NOT NULL,
  outgoing_id UUID,
  token_hash BYTEA,
  PRIMARY KEY (org_id, announcement_id, place),
  FOREIGN KEY (org_id, announcement_id) REFERENCES announcements (org_id, id)
);
CREATE UNIQUE INDEX announcement_recipients_by_token ON announcement_recipients (org_id, token_hash);

-- Addresses whose owners want no announcements of this account any more.
CREATE TABLE announcement_refusals (
  org_id BIGINT NOT NULL,
  account_id UUID NOT NULL,
  recipient TEXT NOT NULL,
  refused_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, account_id, recipient),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id)
);
