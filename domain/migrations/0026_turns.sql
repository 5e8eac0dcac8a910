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
