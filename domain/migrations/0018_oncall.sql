-- Who of an account is on call when: schedules, the plans that held from a moment on, and one-off overrides.

CREATE TABLE schedules (
  org_id BIGINT NOT NULL,
  id UUID NOT NULL,
  account_id UUID NOT NULL,
  name TEXT NOT NULL,
  name_folded TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  search TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id)
);
CREATE UNIQUE INDEX schedules_by_account ON schedules (org_id, account_id, name_folded);
CREATE INDEX schedules_by_name ON schedules (org_id, name_folded, id);
CREATE INDEX schedules_by_account_name ON schedules (org_id, account_id, name_folded, id);

-- What held from then on, until the next one: the past stays as it was.
CREATE TABLE schedule_plans (
  org_id BIGINT NOT NULL,
  schedule_id UUID NOT NULL,
  from_at BIGINT NOT NULL,
  plan TEXT NOT NULL,
  PRIMARY KEY (org_id, schedule_id, from_at),
  FOREIGN KEY (org_id, schedule_id) REFERENCES schedules (org_id, id)
);

-- Whose own a schedule is: who takes turns in it, or stands in for somebody.
CREATE TABLE schedule_people (
  org_id BIGINT NOT NULL,
  schedule_id UUID NOT NULL,
  contact_id UUID NOT NULL,
  PRIMARY KEY (org_id, schedule_id, contact_id),
  FOREIGN KEY (org_id, schedule_id) REFERENCES schedules (org_id, id),
  FOREIGN KEY (org_id, contact_id) REFERENCES contacts (org_id, id)
);
CREATE INDEX schedule_people_by_contact ON schedule_people (org_id, contact_id);

-- The name stays readable when the contact is gone.
CREATE TABLE schedule_overrides (
  org_id BIGINT NOT NULL,
  id UUID NOT NULL,
  schedule_id UUID NOT NULL,
  contact_id UUID NOT NULL,
  name TEXT NOT NULL,
  from_at BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  reason TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, schedule_id) REFERENCES schedules (org_id, id)
);
CREATE INDEX schedule_overrides_by_time ON schedule_overrides (org_id, schedule_id, until_at);
