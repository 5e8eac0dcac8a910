-- Accounts that came from a file, and what an import made of each of its lines.

-- The id of an account in the system that it came from.
ALTER TABLE accounts ADD COLUMN external_id TEXT;
CREATE UNIQUE INDEX accounts_by_external_id ON accounts (org_id, external_id);
CREATE INDEX accounts_by_email ON accounts (org_id, email_folded, id);

CREATE TABLE account_imports (
  org_id BIGINT NOT NULL REFERENCES organizations,
  id UUID NOT NULL,
  name TEXT NOT NULL,
  headings TEXT NOT NULL,
  mapping TEXT NOT NULL,
  invites BIGINT NOT NULL,
  brought_by UUID NOT NULL,
  brought_by_name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  job_id UUID,
  begun_at BIGINT,
  undo_id UUID,
  PRIMARY KEY (org_id, id)
);
CREATE INDEX account_imports_by_begin ON account_imports (org_id, begun_at, id);

CREATE TABLE account_import_lines (
  org_id BIGINT NOT NULL,
  import_id UUID NOT NULL,
  line BIGINT NOT NULL,
  account_id UUID NOT NULL,
  cells TEXT NOT NULL,
  fault TEXT NOT NULL,
  outcome TEXT NOT NULL,
  wrong TEXT NOT NULL,
  PRIMARY KEY (org_id, import_id, line),
  FOREIGN KEY (org_id, import_id) REFERENCES account_imports (org_id, id)
);
CREATE UNIQUE INDEX account_import_lines_by_account ON account_import_lines (org_id, account_id);
CREATE INDEX account_import_lines_by_outcome ON account_import_lines (org_id, import_id, outcome, line);

-- Settings that went from a template to accounts that were made from it, with what these had before.
CREATE TABLE template_pushes (
  org_id BIGINT NOT NULL,
  id UUID NOT NULL,
  template_id UUID NOT NULL,
  settings TEXT NOT NULL,
  pushed_by TEXT NOT NULL,
  pushed_at BIGINT NOT NULL,
  taken_back_by TEXT,
  taken_back_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, template_id) REFERENCES accounts (org_id, id)
);
CREATE INDEX template_pushes_by_template ON template_pushes (org_id, template_id, pushed_at, id);

CREATE TABLE template_push_accounts (
  org_id BIGINT NOT NULL,
  push_id UUID NOT NULL,
  account_id UUID NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  refused TEXT NOT NULL,
  stayed TEXT NOT NULL,
  PRIMARY KEY (org_id, push_id, account_id),
  FOREIGN KEY (org_id, push_id) REFERENCES template_pushes (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id)
);

-- Whoever entered a number that nobody has shown to be theirs.
CREATE INDEX users_unverified_numbers ON users (org_id, id) WHERE phone <> '' AND phone_verified_at IS NULL;
