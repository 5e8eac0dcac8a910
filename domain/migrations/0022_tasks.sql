-- What is to be done for an account, step by step, and what was said about it.

CREATE TABLE tasks (
  org_id BIGINT NOT NULL,
  id UUID NOT NULL,
  account_id UUID NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  due_at BIGINT,
  -- What is to be done next stands first: by due, then what has none, then what is done, the latest first.
  place BIGINT NOT NULL,
  assigned TEXT NOT NULL,
  contact_id UUID,
  assignee_id UUID,
  state TEXT NOT NULL,
  repeats TEXT NOT NULL,
  repeat_day BIGINT NOT NULL,
  created_by UUID,
  creator TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  done_at BIGINT,
  done_by TEXT NOT NULL,
  search TEXT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id),
  FOREIGN KEY (org_id, account_id, contact_id) REFERENCES contacts (org_id, account_id, id)
);
CREATE INDEX tasks_by_place ON tasks (org_id, place, id);
CREATE INDEX tasks_by_account ON tasks (org_id, account_id, place, id);
CREATE INDEX tasks_by_contact ON tasks (org_id, account_id, contact_id, place, id)
  WHERE contact_id IS NOT NULL;
CREATE INDEX tasks_by_creator ON tasks (org_id, account_id, created_by, place, id)
  WHERE created_by IS NOT NULL;
CREATE INDEX tasks_by_assignee ON tasks (org_id, account_id, assignee_id, place, id)
  WHERE assignee_id IS NOT NULL;
CREATE INDEX tasks_by_age ON tasks (org_id, created_at, id);
CREATE INDEX tasks_by_account_and_age ON tasks (org_id, account_id, created_at, id);

CREATE TABLE task_steps (
  org_id BIGINT NOT NULL,
  task_id UUID NOT NULL,
  position BIGINT NOT NULL,
  words TEXT NOT NULL,
  done_at BIGINT,
  done_by TEXT NOT NULL,
  PRIMARY KEY (org_id, task_id, position),
  FOREIGN KEY (org_id, task_id) REFERENCES tasks (org_id, id)
);

CREATE TABLE task_comments (
  org_id BIGINT NOT NULL,
  id UUID NOT NULL,
  task_id UUID NOT NULL,
  author TEXT NOT NULL,
  body TEXT NOT NULL,
  said_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, task_id) REFERENCES tasks (org_id, id)
);
CREATE INDEX task_comments_by_task ON task_comments (org_id, task_id, said_at, id);
