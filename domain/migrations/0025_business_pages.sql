-- The public page of a client's business, which is off until somebody switches it on (S3-55).

CREATE TABLE business_pages (
  org_id BIGINT NOT NULL,
  account_id UUID NOT NULL,
  published BIGINT NOT NULL,
  about TEXT NOT NULL,
  hours TEXT NOT NULL,
  website TEXT NOT NULL,
  contact_form BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, account_id),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id)
);
