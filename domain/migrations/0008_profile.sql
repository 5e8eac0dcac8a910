-- What a person decides about reading the portal; empty is as the account or the organization has it.

ALTER TABLE users ADD COLUMN time_zone TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN date_format TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN time_format TEXT NOT NULL DEFAULT '';

CREATE TABLE photos (
  org_id BIGINT NOT NULL,
  id UUID NOT NULL,
  user_id UUID NOT NULL,
  picture BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id)
);
CREATE UNIQUE INDEX photos_by_user ON photos (org_id, user_id);
