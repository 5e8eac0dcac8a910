-- What people hear of, when, and how much a letter says: tasks that are due, quiet hours, many notices in one letter.

-- The due time of which people were told, so that it is told once by however many processes.
ALTER TABLE tasks ADD COLUMN told_due BIGINT;
CREATE INDEX tasks_by_due ON tasks (due_at) WHERE due_at IS NOT NULL;

-- What letters that people choose for themselves say of the account: link, summary, full.
ALTER TABLE delivery_plans ADD COLUMN notices TEXT NOT NULL DEFAULT 'link';

-- In minutes after midnight, on the clock of the person.
CREATE TABLE notice_times (
  org_id BIGINT NOT NULL,
  user_id UUID NOT NULL,
  quiet_from BIGINT,
  quiet_until BIGINT,
  daily_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, user_id),
  FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id)
);

-- How often somebody hears of a kind: hourly, daily. Whoever hears of it at once is not here.
CREATE TABLE notice_rhythms (
  org_id BIGINT NOT NULL,
  user_id UUID NOT NULL,
  kind TEXT NOT NULL,
  rhythm TEXT NOT NULL,
  PRIMARY KEY (org_id, user_id, kind),
  FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id)
);

-- What waits for the end of quiet hours, or for the letter in which it is told with others.
CREATE TABLE notices_waiting (
  org_id BIGINT NOT NULL,
  id UUID NOT NULL,
  user_id UUID NOT NULL,
  account_id UUID NOT NULL,
  channel TEXT NOT NULL,
  kind TEXT NOT NULL,
  data TEXT NOT NULL,
  -- Alone it is told as if it had not waited.
  at_once BIGINT NOT NULL,
  ends_at BIGINT,
  due_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id)
);
CREATE INDEX notices_waiting_due ON notices_waiting (due_at);
CREATE INDEX notices_waiting_by_user ON notices_waiting (org_id, user_id, account_id, channel, due_at);

-- Where the provider of text messages brings what people reply.
CREATE TABLE reply_doors (
  org_id BIGINT NOT NULL PRIMARY KEY REFERENCES organizations,
  token_hash BYTEA NOT NULL,
  made_at BIGINT NOT NULL,
  made_by TEXT NOT NULL
);

CREATE TABLE delivery_replies (
  org_id BIGINT NOT NULL,
  id UUID NOT NULL,
  message_id UUID NOT NULL,
  -- Name and number as they were.
  name TEXT NOT NULL,
  number TEXT NOT NULL,
  said TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, message_id) REFERENCES deliveries (org_id, message_id)
);
CREATE INDEX delivery_replies_by_message ON delivery_replies (org_id, message_id, at);
CREATE INDEX delivery_attempts_by_number ON delivery_attempts (org_id, recipient, at) WHERE channel = 'sms';
