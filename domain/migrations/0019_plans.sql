-- What the organization offers its clients, how far each offer goes, and which account has which.

CREATE TABLE plans (
  org_id BIGINT NOT NULL REFERENCES organizations,
  id UUID NOT NULL,
  name TEXT NOT NULL,
  name_folded TEXT NOT NULL,
  price TEXT NOT NULL,
  -- One on each line.
  features TEXT NOT NULL,
  -- How many an account may have; none is without end.
  users BIGINT,
  contacts BIGINT,
  numbers BIGINT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX plans_by_name ON plans (org_id, name_folded);

CREATE TABLE account_plans (
  org_id BIGINT NOT NULL,
  account_id UUID NOT NULL,
  plan_id UUID NOT NULL,
  since_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, account_id),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id),
  FOREIGN KEY (org_id, plan_id) REFERENCES plans (org_id, id)
);
CREATE INDEX account_plans_by_plan ON account_plans (org_id, plan_id, account_id);
