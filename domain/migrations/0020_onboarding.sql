-- The checklist that new clients go through, and how far each account has come.

CREATE TABLE onboarding_steps (
  org_id BIGINT NOT NULL REFERENCES organizations,
  id UUID NOT NULL,
  place BIGINT NOT NULL,
  title TEXT NOT NULL,
  about TEXT NOT NULL,
  -- Whose turn it is: the client's or the team's.
  whose TEXT NOT NULL,
  -- What completes it by itself; empty if somebody ticks it.
  completes TEXT NOT NULL,
  PRIMARY KEY (org_id, id)
);
CREATE INDEX onboarding_steps_by_place ON onboarding_steps (org_id, place, id);

CREATE TABLE account_steps (
  org_id BIGINT NOT NULL,
  account_id UUID NOT NULL,
  step_id UUID NOT NULL,
  done_at BIGINT NOT NULL,
  done_by TEXT NOT NULL,
  by_hand BIGINT NOT NULL,
  PRIMARY KEY (org_id, account_id, step_id),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id),
  FOREIGN KEY (org_id, step_id) REFERENCES onboarding_steps (org_id, id)
);
CREATE INDEX account_steps_by_step ON account_steps (org_id, step_id, account_id);
