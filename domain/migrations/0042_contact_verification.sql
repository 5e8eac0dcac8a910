-- Which addresses and numbers of a contact were shown to be the person's own.

-- The value as it is compared: an address folded, a number as it is. One that changes has no row any more.
CREATE TABLE contact_verified (
  org_id BIGINT NOT NULL,
  contact_id UUID NOT NULL,
  -- email, sms
  channel TEXT NOT NULL,
  value TEXT NOT NULL,
  verified_at BIGINT NOT NULL,
  verified_by TEXT NOT NULL,
  -- code, vouched
  how TEXT NOT NULL,
  PRIMARY KEY (org_id, contact_id, channel, value),
  FOREIGN KEY (org_id, contact_id) REFERENCES contacts (org_id, id)
);

-- One code for each of them: another one takes its place. It is made when its letter is written.
CREATE TABLE contact_codes (
  org_id BIGINT NOT NULL,
  contact_id UUID NOT NULL,
  channel TEXT NOT NULL,
  value TEXT NOT NULL,
  code_hash BYTEA,
  tries BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, contact_id, channel, value),
  FOREIGN KEY (org_id, contact_id) REFERENCES contacts (org_id, id)
);
