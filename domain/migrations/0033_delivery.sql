-- Messages go to whoever is to get them: how, for each account, and what became of it.

ALTER TABLE messages ADD COLUMN delivery TEXT NOT NULL DEFAULT 'none';

CREATE TABLE delivery_plans (
  org_id BIGINT NOT NULL,
  account_id UUID NOT NULL,
  -- off, urgent, all
  mode TEXT NOT NULL,
  -- Who gets what is for nobody in particular: whoever is on call there, or this contact.
  schedule_id UUID,
  contact_id UUID,
  -- on_call, contact, nobody: who is asked after the first person.
  after TEXT NOT NULL,
  after_contact_id UUID,
  -- In their order, with a space between them.
  channels TEXT NOT NULL,
  -- In minutes.
  between_channels BIGINT NOT NULL,
  wait BIGINT NOT NULL,
  reminders BIGINT NOT NULL,
  -- link, summary, full
  content TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by TEXT NOT NULL,
  PRIMARY KEY (org_id, account_id),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id)
);

CREATE TABLE deliveries (
  org_id BIGINT NOT NULL,
  message_id UUID NOT NULL,
  account_id UUID NOT NULL,
  -- waiting, acknowledged, nobody
  state TEXT NOT NULL,
  -- Which step comes next: whoever takes it counts it on, so that nobody else does.
  step BIGINT NOT NULL,
  next_at BIGINT,
  -- When the last step was taken: a letter that failed since then needs another one.
  looked_at BIGINT NOT NULL,
  began_at BIGINT NOT NULL,
  done_at BIGINT,
  acknowledged_by TEXT NOT NULL,
  -- link, portal, phone
  acknowledged_how TEXT NOT NULL,
  PRIMARY KEY (org_id, message_id),
  FOREIGN KEY (org_id, message_id) REFERENCES messages (org_id, id)
);
CREATE INDEX deliveries_due ON deliveries (next_at) WHERE state = 'waiting';

-- Name and address as they were. Whoever could not be reached this way is here, too, with the reason and without a
-- letter.
CREATE TABLE delivery_attempts (
  org_id BIGINT NOT NULL,
  message_id UUID NOT NULL,
  place BIGINT NOT NULL,
  contact_id UUID NOT NULL,
  name TEXT NOT NULL,
  channel TEXT NOT NULL,
  recipient TEXT NOT NULL,
  -- Nought, and one more for each reminder.
  round BIGINT NOT NULL,
  at BIGINT NOT NULL,
  left_out TEXT NOT NULL,
  outgoing_id UUID,
  -- What became of the letter, once the outbox has forgotten it.
  state TEXT,
  reason TEXT,
  sent_at BIGINT,
  PRIMARY KEY (org_id, message_id, place),
  FOREIGN KEY (org_id, message_id) REFERENCES deliveries (org_id, message_id)
);
CREATE INDEX delivery_attempts_by_letter ON delivery_attempts (org_id, outgoing_id);

-- By which a letter is acknowledged. A letter that is written again has a link of its own each time.
CREATE TABLE delivery_links (
  org_id BIGINT NOT NULL,
  token_hash BYTEA NOT NULL,
  message_id UUID NOT NULL,
  place BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, token_hash),
  FOREIGN KEY (org_id, message_id, place) REFERENCES delivery_attempts (org_id, message_id, place)
);
CREATE INDEX delivery_links_by_end ON delivery_links (ends_at);
