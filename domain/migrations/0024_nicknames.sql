-- The back half of an account's public address, and its name for other programs (S3-55 … S3-57).

ALTER TABLE accounts ADD COLUMN nickname TEXT;
CREATE UNIQUE INDEX accounts_by_nickname ON accounts (org_id, nickname) WHERE nickname IS NOT NULL;

-- Every nickname that an account has or had, by what it looks like: one that was given up stays reserved to its account,
-- so that nobody else is reached by an address that was printed once.
CREATE TABLE account_nicknames (
  org_id BIGINT NOT NULL,
  skeleton TEXT NOT NULL,
  account_id UUID NOT NULL,
  nickname TEXT NOT NULL,
  taken_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, skeleton),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id)
);
CREATE INDEX account_nicknames_by_account ON account_nicknames (org_id, account_id);
