-- What operators need to know about an account: every version of it, and who has read which.

CREATE TABLE resources (
  org_id BIGINT NOT NULL,
  id UUID NOT NULL,
  account_id UUID NOT NULL,
  category TEXT NOT NULL,
  title TEXT NOT NULL,
  title_folded TEXT NOT NULL,
  body TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  updated_by TEXT NOT NULL,
  search TEXT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id)
);
CREATE INDEX resources_by_title ON resources (org_id, title_folded, id);
CREATE INDEX resources_by_account ON resources (org_id, account_id, title_folded, id);
CREATE INDEX resources_by_time ON resources (org_id, updated_at, id);
CREATE INDEX resources_by_account_and_time ON resources (org_id, account_id, updated_at, id);

CREATE TABLE resource_versions (
  org_id BIGINT NOT NULL,
  resource_id UUID NOT NULL,
  version BIGINT NOT NULL,
  category TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  written_at BIGINT NOT NULL,
  written_by TEXT NOT NULL,
  PRIMARY KEY (org_id, resource_id, version),
  FOREIGN KEY (org_id, resource_id) REFERENCES resources (org_id, id)
);

-- The latest version that an operator has said to have read.
CREATE TABLE resource_readings (
  org_id BIGINT NOT NULL,
  resource_id UUID NOT NULL,
  user_id UUID NOT NULL,
  version BIGINT NOT NULL,
  read_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, resource_id, user_id),
  FOREIGN KEY (org_id, resource_id) REFERENCES resources (org_id, id),
  FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id)
);
CREATE INDEX resource_readings_by_user ON resource_readings (org_id, user_id);
