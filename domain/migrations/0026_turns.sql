-- A turn on call that somebody offers, or asks another to take, with or without one that comes back for it.

CREATE TABLE turn_requests (
  org_id BIGINT NOT NULL,
  id UUID NOT NULL,
  schedule_id UUID NOT NULL,
  contact_id UUID NOT NULL,
  name TEXT NOT NULL,
  from_at BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  asked_id UUID,
  asked_name TEXT NOT NULL,
  back_from_at BIGINT,
  back_until_at BIGINT,
  reason TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, schedule_id) REFERENCES schedules (org_id, id)
);
CREATE INDEX turn_requests_by_schedule ON turn_requests (org_id, schedule_id, state, ends_at);

-- Links by which a calendar program follows who is on call: whose link it is, and what it shows. An operator's link
-- belongs to no account; without a schedule it shows the person's own shifts.
CREATE TABLE schedule_feeds (
  org_id BIGINT NOT NULL,
  id UUID NOT NULL,
  user_id UUID NOT NULL,
  account_id UUID,
  schedule_id UUID,
  token_hash BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id),
  FOREIGN KEY (org_id, schedule_id) REFERENCES schedules (org_id, id)
);
CREATE UNIQUE INDEX schedule_feeds_by_token ON schedule_feeds (token_hash);
CREATE INDEX schedule_feeds_by_user ON schedule_feeds (org_id, user_id);
CREATE INDEX schedule_feeds_by_schedule ON schedule_feeds (org_id, schedule_id);

-- How many minutes before a shift somebody wants to hear of it.
CREATE TABLE shift_leads (
  org_id BIGINT NOT NULL,
  user_id UUID NOT NULL,
  minutes BIGINT NOT NULL,
  PRIMARY KEY (org_id, user_id),
  FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id)
);

-- Of which shifts somebody has been told, so that it is told once by however many processes.
CREATE TABLE shift_notices (
  org_id BIGINT NOT NULL,
  user_id UUID NOT NULL,
  schedule_id UUID NOT NULL,
  starts_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, user_id, schedule_id, starts_at),
  FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id),
  FOREIGN KEY (org_id, schedule_id) REFERENCES schedules (org_id, id)
);
