-- What goes out to people: a letter is put here in the transaction of the change that it tells of, and sent by the
-- worker. No token and no code is in it: those are made when the letter is written, at the moment of sending.

CREATE TABLE outbox (
  org_id BIGINT NOT NULL REFERENCES organizations,
  id UUID NOT NULL,
  kind TEXT NOT NULL,
  channel TEXT NOT NULL,
  recipient TEXT NOT NULL,
  -- Letters to one recipient leave one after the other, in the order of their places.
  lane TEXT NOT NULL,
  place BIGINT NOT NULL,
  user_id UUID,
  account_id UUID,
  data TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  -- When the worker looks at it next: the next attempt, or the moment at which an attempt counts as broken off.
  -- Nothing if nobody has to.
  next_at BIGINT,
  ends_at BIGINT,
  created_at BIGINT NOT NULL,
  done_at BIGINT,
  search TEXT NOT NULL,
  PRIMARY KEY (org_id, id)
);
CREATE INDEX outbox_due ON outbox (channel, next_at) WHERE next_at IS NOT NULL;
CREATE INDEX outbox_ending ON outbox (ends_at) WHERE ends_at IS NOT NULL AND done_at IS NULL;
CREATE INDEX outbox_lanes ON outbox (org_id, channel, lane, place) WHERE done_at IS NULL;
CREATE INDEX outbox_by_creation ON outbox (org_id, created_at, id);
CREATE INDEX outbox_by_account ON outbox (org_id, account_id, created_at, id);
CREATE INDEX outbox_by_user ON outbox (org_id, user_id, created_at, id);
CREATE INDEX outbox_by_end ON outbox (done_at) WHERE done_at IS NOT NULL;

-- Written before the way out is tried, so that an attempt whose end nobody heard of is known.
CREATE TABLE outbox_attempts (
  org_id BIGINT NOT NULL,
  outgoing_id UUID NOT NULL,
  number BIGINT NOT NULL,
  at BIGINT NOT NULL,
  ended_at BIGINT,
  outcome TEXT NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY (org_id, outgoing_id, number),
  FOREIGN KEY (org_id, outgoing_id) REFERENCES outbox (org_id, id)
);

-- Organizations whose outbox waits until somebody releases it, as after a restored backup.
CREATE TABLE outbox_holds (
  org_id BIGINT NOT NULL PRIMARY KEY REFERENCES organizations,
  since BIGINT NOT NULL,
  reason TEXT NOT NULL
);

-- The texts that an organization has written itself; any other is as it ships.
CREATE TABLE letter_texts (
  org_id BIGINT NOT NULL REFERENCES organizations,
  kind TEXT NOT NULL,
  channel TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, kind, channel)
);
