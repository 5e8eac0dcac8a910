-- Passkeys: the public half of a key pair on a person's device, and what such a device was asked to sign.

CREATE TABLE passkeys (
  org_id BIGINT NOT NULL,
  user_id UUID NOT NULL,
  id UUID NOT NULL,
  credential_id BYTEA NOT NULL,
  name TEXT NOT NULL,
  public_key BYTEA NOT NULL,
  sign_count BIGINT NOT NULL,
  backup_eligible BIGINT NOT NULL,
  backed_up BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  used_at BIGINT,
  PRIMARY KEY (org_id, user_id, id),
  FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id)
);
CREATE UNIQUE INDEX passkeys_by_credential ON passkeys (org_id, credential_id);

-- One row for each question that was not answered yet. The hash covers what it was asked for; `bound_to` is the
-- session that may answer, or nothing before anybody is signed in.
CREATE TABLE passkey_challenges (
  org_id BIGINT NOT NULL REFERENCES organizations,
  challenge_hash BYTEA NOT NULL,
  bound_to TEXT NOT NULL,
  ends_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, challenge_hash)
);
