-- What a client says about itself right now, and which operators have seen it.

CREATE TABLE statuses (
  org_id BIGINT NOT NULL,
  id UUID NOT NULL,
  account_id UUID NOT NULL,
  level TEXT NOT NULL,
  body TEXT NOT NULL,
  from_at BIGINT NOT NULL,
  until_at BIGINT,
  set_by TEXT NOT NULL,
  ended_at BIGINT,
  ended_by TEXT NOT NULL,
  search TEXT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id)
);
CREATE UNIQUE INDEX statuses_open ON statuses (org_id, account_id)
  WHERE ended_at IS NULL;
CREATE INDEX statuses_by_time ON statuses (org_id, from_at, id);
CREATE INDEX statuses_by_account ON statuses (org_id, account_id, from_at, id);

CREATE TABLE status_acknowledgements (
  org_id BIGINT NOT NULL,
  status_id UUID NOT NULL,
  user_id UUID NOT NULL,
  name TEXT NOT NULL,
  acknowledged_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, status_id, user_id),
  FOREIGN KEY (org_id, status_id) REFERENCES statuses (org_id, id)
);
