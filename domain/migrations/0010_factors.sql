-- Second factors: codes of an authenticator app, recovery codes, what a session has shown, and who must have one.

CREATE TABLE totp_factors (
  org_id BIGINT NOT NULL,
  user_id UUID NOT NULL,
  secret BYTEA NOT NULL,
  last_step BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  confirmed_at BIGINT,
  PRIMARY KEY (org_id, user_id),
  FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id)
);

CREATE TABLE recovery_codes (
  org_id BIGINT NOT NULL,
  user_id UUID NOT NULL,
  code_hash BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, user_id, code_hash),
  FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id)
);

-- When the password was given last in a session, and when its second factor was.
ALTER TABLE sessions ADD COLUMN proved_at BIGINT;
ALTER TABLE sessions ADD COLUMN factor_at BIGINT;

ALTER TABLE roles ADD COLUMN second_factor BIGINT NOT NULL DEFAULT 0;
