-- The ground floor. org_id leads every key: no row can point across organizations.

CREATE TABLE organizations (
  org_id BIGINT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  host TEXT UNIQUE,
  region TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  accent TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE users (
  org_id BIGINT NOT NULL REFERENCES organizations,
  id UUID NOT NULL,
  kind TEXT NOT NULL,
  email TEXT NOT NULL,
  email_folded TEXT NOT NULL,
  name TEXT NOT NULL,
  title TEXT NOT NULL,
  search TEXT NOT NULL,
  disabled_at BIGINT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX users_email ON users (org_id, email_folded);

CREATE TABLE accounts (
  org_id BIGINT NOT NULL REFERENCES organizations,
  id UUID NOT NULL,
  name TEXT NOT NULL,
  name_folded TEXT NOT NULL,
  email TEXT NOT NULL,
  email_folded TEXT NOT NULL,
  phone TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  search TEXT NOT NULL,
  locked_at BIGINT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id)
);
CREATE INDEX accounts_by_name ON accounts (org_id, name_folded, id);
CREATE INDEX accounts_by_creation ON accounts (org_id, created_at, id);

CREATE TABLE account_numbers (
  org_id BIGINT NOT NULL,
  number TEXT NOT NULL,
  national TEXT NOT NULL,
  account_id UUID NOT NULL,
  PRIMARY KEY (org_id, number),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id)
);
CREATE INDEX account_numbers_by_account ON account_numbers (org_id, account_id);

CREATE TABLE contacts (
  org_id BIGINT NOT NULL,
  id UUID NOT NULL,
  account_id UUID NOT NULL,
  name TEXT NOT NULL,
  name_folded TEXT NOT NULL,
  title TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT NOT NULL,
  search TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, account_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id)
);
CREATE INDEX contacts_by_account ON contacts (org_id, account_id, name_folded, id);

CREATE TABLE memberships (
  org_id BIGINT NOT NULL,
  user_id UUID NOT NULL,
  account_id UUID NOT NULL,
  contact_id UUID,
  PRIMARY KEY (org_id, user_id, account_id),
  FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id),
  FOREIGN KEY (org_id, account_id, contact_id) REFERENCES contacts (org_id, account_id, id)
);
CREATE INDEX memberships_by_contact ON memberships (org_id, account_id, contact_id);

CREATE TABLE roles (
  org_id BIGINT NOT NULL REFERENCES organizations,
  id UUID NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  grants TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX roles_by_name ON roles (org_id, kind, name);

CREATE TABLE membership_roles (
  org_id BIGINT NOT NULL,
  user_id UUID NOT NULL,
  account_id UUID NOT NULL,
  role_id UUID NOT NULL,
  PRIMARY KEY (org_id, user_id, account_id, role_id),
  FOREIGN KEY (org_id, user_id, account_id) REFERENCES memberships (org_id, user_id, account_id),
  FOREIGN KEY (org_id, role_id) REFERENCES roles (org_id, id)
);

CREATE TABLE operator_roles (
  org_id BIGINT NOT NULL,
  user_id UUID NOT NULL,
  role_id UUID NOT NULL,
  PRIMARY KEY (org_id, user_id, role_id),
  FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id),
  FOREIGN KEY (org_id, role_id) REFERENCES roles (org_id, id)
);

CREATE TABLE passwords (
  org_id BIGINT NOT NULL,
  user_id UUID NOT NULL,
  hash TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, user_id),
  FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id)
);

CREATE TABLE first_password_links (
  org_id BIGINT NOT NULL,
  token_hash BYTEA NOT NULL,
  user_id UUID NOT NULL,
  created_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  used_at BIGINT,
  PRIMARY KEY (org_id, token_hash),
  FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id)
);

CREATE TABLE sessions (
  org_id BIGINT NOT NULL,
  id UUID NOT NULL,
  token_hash BYTEA NOT NULL,
  user_id UUID NOT NULL,
  account_id UUID,
  operator_id UUID,
  operator_session_id UUID,
  mode TEXT NOT NULL,
  return_to TEXT NOT NULL,
  address TEXT NOT NULL,
  agent TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  idle_micros BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id)
);
CREATE UNIQUE INDEX sessions_by_token ON sessions (token_hash);
CREATE INDEX sessions_by_user ON sessions (org_id, user_id, seen_at);
CREATE INDEX sessions_by_operator ON sessions (org_id, operator_session_id);
CREATE INDEX sessions_by_account ON sessions (org_id, account_id);

CREATE TABLE throttles (
  org_id BIGINT NOT NULL REFERENCES organizations,
  subject BYTEA NOT NULL,
  failures BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, subject)
);

CREATE TABLE api_keys (
  org_id BIGINT NOT NULL,
  id UUID NOT NULL,
  token_hash BYTEA NOT NULL,
  user_id UUID NOT NULL,
  name TEXT NOT NULL,
  grants TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  revoked_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id)
);
CREATE UNIQUE INDEX api_keys_by_token ON api_keys (token_hash);

CREATE TABLE idempotency_keys (
  org_id BIGINT NOT NULL REFERENCES organizations,
  owner UUID NOT NULL,
  key TEXT NOT NULL,
  fingerprint BYTEA NOT NULL,
  answer TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, owner, key)
);

CREATE TABLE history_heads (
  org_id BIGINT NOT NULL PRIMARY KEY REFERENCES organizations,
  seq BIGINT NOT NULL,
  hash BYTEA NOT NULL
);

CREATE TABLE events (
  org_id BIGINT NOT NULL REFERENCES organizations,
  seq BIGINT NOT NULL,
  id UUID NOT NULL,
  at BIGINT NOT NULL,
  action TEXT NOT NULL,
  account_id UUID,
  contact_id UUID,
  creator_id UUID,
  thing TEXT NOT NULL,
  thing_id UUID,
  label TEXT NOT NULL,
  actor_id UUID,
  actor_name TEXT NOT NULL,
  subject_id UUID,
  subject_name TEXT NOT NULL,
  via TEXT NOT NULL,
  changes TEXT NOT NULL,
  request_id TEXT NOT NULL,
  address TEXT NOT NULL,
  search TEXT NOT NULL,
  prev_hash BYTEA NOT NULL,
  hash BYTEA NOT NULL,
  PRIMARY KEY (org_id, seq)
);
CREATE UNIQUE INDEX events_by_id ON events (org_id, id);
CREATE INDEX events_by_account ON events (org_id, account_id, seq);
CREATE INDEX events_by_thing ON events (org_id, thing_id, seq);

CREATE TABLE calls (
  org_id BIGINT NOT NULL,
  id UUID NOT NULL,
  account_id UUID NOT NULL,
  contact_id UUID,
  created_by UUID,
  external_id TEXT,
  direction TEXT NOT NULL,
  state TEXT NOT NULL,
  from_number TEXT NOT NULL,
  from_name TEXT NOT NULL,
  to_number TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  answered_at BIGINT,
  duration BIGINT NOT NULL,
  operator TEXT NOT NULL,
  notes TEXT NOT NULL,
  search TEXT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id),
  FOREIGN KEY (org_id, account_id, contact_id) REFERENCES contacts (org_id, account_id, id)
);
CREATE UNIQUE INDEX calls_by_external_id ON calls (org_id, external_id);
CREATE INDEX calls_by_time ON calls (org_id, started_at, id);
CREATE INDEX calls_by_account ON calls (org_id, account_id, started_at, id);
CREATE INDEX calls_by_account_duration ON calls (org_id, account_id, duration, id);
CREATE INDEX calls_by_contact ON calls (org_id, account_id, contact_id, started_at, id) WHERE contact_id IS NOT NULL;
CREATE INDEX calls_by_creator ON calls (org_id, account_id, created_by, started_at, id) WHERE created_by IS NOT NULL;

CREATE TABLE messages (
  org_id BIGINT NOT NULL,
  id UUID NOT NULL,
  account_id UUID NOT NULL,
  contact_id UUID,
  created_by UUID,
  external_id TEXT,
  call_id UUID,
  taken_at BIGINT NOT NULL,
  caller_name TEXT NOT NULL,
  caller_company TEXT NOT NULL,
  caller_number TEXT NOT NULL,
  caller_mobile TEXT NOT NULL,
  priority TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  operator TEXT NOT NULL,
  state TEXT NOT NULL,
  search TEXT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id),
  FOREIGN KEY (org_id, account_id, contact_id) REFERENCES contacts (org_id, account_id, id),
  FOREIGN KEY (org_id, call_id) REFERENCES calls (org_id, id)
);
CREATE UNIQUE INDEX messages_by_external_id ON messages (org_id, external_id);
CREATE INDEX messages_by_time ON messages (org_id, taken_at, id);
CREATE INDEX messages_by_account ON messages (org_id, account_id, taken_at, id);
CREATE INDEX messages_by_contact ON messages (org_id, account_id, contact_id, taken_at, id)
  WHERE contact_id IS NOT NULL;
CREATE INDEX messages_by_creator ON messages (org_id, account_id, created_by, taken_at, id)
  WHERE created_by IS NOT NULL;
CREATE INDEX messages_by_call ON messages (org_id, call_id);
