-- Whose addresses and numbers were shown to be theirs, and who has to show it before anything opens.

ALTER TABLE users ADD COLUMN email_verified_at BIGINT;
ALTER TABLE users ADD COLUMN phone TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN phone_verified_at BIGINT;
ALTER TABLE roles ADD COLUMN verification TEXT NOT NULL DEFAULT 'none';

-- One code for each way of a person: another one takes its place. It is made when its letter is written.
CREATE TABLE verification_codes (
  org_id BIGINT NOT NULL,
  user_id UUID NOT NULL,
  channel TEXT NOT NULL,
  session_id UUID NOT NULL,
  destination TEXT NOT NULL,
  code_hash BYTEA,
  tries BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, user_id, channel),
  FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id)
);
