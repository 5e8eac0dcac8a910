-- A password that somebody else knows is good until then, and only for choosing another one.

ALTER TABLE passwords ADD COLUMN temporary_until BIGINT;

-- Links by which somebody who forgot the password sets another one.
CREATE TABLE password_resets (
  org_id BIGINT NOT NULL,
  token_hash BYTEA NOT NULL,
  user_id UUID NOT NULL,
  created_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  used_at BIGINT,
  PRIMARY KEY (org_id, token_hash),
  FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id)
);
CREATE INDEX password_resets_by_user ON password_resets (org_id, user_id);

-- The browsers that somebody has signed in from before.
CREATE TABLE devices (
  org_id BIGINT NOT NULL,
  user_id UUID NOT NULL,
  token_hash BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, user_id, token_hash),
  FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id)
);
CREATE INDEX devices_by_token ON devices (org_id, token_hash);
