-- A hundred thousand accounts, and still one short walk along an index for each list of them: by name and by creation, as
-- they are narrowed. What is counted stands in the index.

-- What lists show of each account, beside the tables that say it in full.
ALTER TABLE accounts ADD COLUMN plan_id UUID;
ALTER TABLE accounts ADD COLUMN secure BIGINT NOT NULL DEFAULT 0;
-- The tags as they are written, one a line.
ALTER TABLE accounts ADD COLUMN tags TEXT NOT NULL DEFAULT '';

UPDATE accounts SET
  plan_id = (SELECT p.plan_id FROM account_plans p WHERE p.org_id = accounts.org_id AND p.account_id = accounts.id),
  secure = (SELECT count(*) FROM secure_accounts s WHERE s.org_id = accounts.org_id AND s.account_id = accounts.id),
  tags = COALESCE((SELECT string_agg(t.tag, '
' ORDER BY t.folded) FROM account_tags t WHERE t.org_id = accounts.org_id AND t.account_id = accounts.id), '');

DROP INDEX accounts_in_setup;
DROP INDEX accounts_locked;
DROP INDEX accounts_templates;
CREATE INDEX accounts_open_by_name ON accounts (org_id, name_folded, id, in_setup, locked_at, template, secure)
  WHERE locked_at IS NULL AND template = 0;
CREATE INDEX accounts_open_by_creation ON accounts (org_id, created_at, id, in_setup, locked_at, template, secure)
  WHERE locked_at IS NULL AND template = 0;
CREATE INDEX accounts_in_setup_by_name ON accounts (org_id, name_folded, id, in_setup, locked_at, template, secure)
  WHERE in_setup = 1;
CREATE INDEX accounts_in_setup_by_creation ON accounts (org_id, created_at, id, in_setup, locked_at, template, secure)
  WHERE in_setup = 1;
CREATE INDEX accounts_locked_by_name ON accounts (org_id, name_folded, id, in_setup, locked_at, template, secure)
  WHERE locked_at IS NOT NULL;
CREATE INDEX accounts_locked_by_creation ON accounts (org_id, created_at, id, in_setup, locked_at, template, secure)
  WHERE locked_at IS NOT NULL;
CREATE INDEX accounts_templates_by_name ON accounts (org_id, name_folded, id, in_setup, locked_at, template, secure)
  WHERE template = 1;
CREATE INDEX accounts_templates_by_creation ON accounts (org_id, created_at, id, in_setup, locked_at, template, secure)
  WHERE template = 1;
CREATE INDEX accounts_secure_by_name ON accounts (org_id, name_folded, id, in_setup, locked_at, template, secure)
  WHERE secure = 1;
CREATE INDEX accounts_secure_by_creation ON accounts (org_id, created_at, id, in_setup, locked_at, template, secure)
  WHERE secure = 1;
CREATE INDEX accounts_by_plan ON accounts (org_id, plan_id, name_folded, id, in_setup, locked_at, template, secure);
CREATE INDEX accounts_by_plan_and_creation
  ON accounts (org_id, plan_id, created_at, id, in_setup, locked_at, template, secure);

-- Tags and operators lead to their accounts in the orders of the list, and know by what it is narrowed further
-- (accounts/repeated.rs keeps this).
ALTER TABLE account_tags ADD COLUMN name_folded TEXT NOT NULL DEFAULT '';
ALTER TABLE account_tags ADD COLUMN created_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE account_tags ADD COLUMN in_setup BIGINT NOT NULL DEFAULT 0;
ALTER TABLE account_tags ADD COLUMN locked_at BIGINT;
ALTER TABLE account_tags ADD COLUMN template BIGINT NOT NULL DEFAULT 0;
ALTER TABLE account_tags ADD COLUMN secure BIGINT NOT NULL DEFAULT 0;
UPDATE account_tags SET name_folded = a.name_folded, created_at = a.created_at, in_setup = a.in_setup,
    locked_at = a.locked_at, template = a.template, secure = a.secure
  FROM accounts a WHERE a.org_id = account_tags.org_id AND a.id = account_tags.account_id;
DROP INDEX account_tags_by_tag;
CREATE INDEX account_tags_by_name
  ON account_tags (org_id, folded, name_folded, account_id, in_setup, locked_at, template, secure);
CREATE INDEX account_tags_by_creation
  ON account_tags (org_id, folded, created_at, account_id, in_setup, locked_at, template, secure);

ALTER TABLE account_operators ADD COLUMN name_folded TEXT NOT NULL DEFAULT '';
ALTER TABLE account_operators ADD COLUMN created_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE account_operators ADD COLUMN in_setup BIGINT NOT NULL DEFAULT 0;
ALTER TABLE account_operators ADD COLUMN locked_at BIGINT;
ALTER TABLE account_operators ADD COLUMN template BIGINT NOT NULL DEFAULT 0;
ALTER TABLE account_operators ADD COLUMN secure BIGINT NOT NULL DEFAULT 0;
UPDATE account_operators SET name_folded = a.name_folded, created_at = a.created_at, in_setup = a.in_setup,
    locked_at = a.locked_at, template = a.template, secure = a.secure
  FROM accounts a WHERE a.org_id = account_operators.org_id AND a.id = account_operators.account_id;
DROP INDEX account_operators_by_user;
CREATE INDEX account_operators_by_name
  ON account_operators (org_id, user_id, name_folded, account_id, in_setup, locked_at, template, secure);
CREATE INDEX account_operators_by_creation
  ON account_operators (org_id, user_id, created_at, account_id, in_setup, locked_at, template, secure);

-- What is typed is looked for at the beginnings of words. Those of accounts of an older version are filled in when the house
-- is opened.
ALTER TABLE accounts ADD COLUMN words TEXT NOT NULL DEFAULT '';
CREATE INDEX accounts_without_words ON accounts (org_id, id) WHERE words = '';
CREATE TABLE account_words (
  org_id BIGINT NOT NULL,
  word TEXT NOT NULL,
  account_id UUID NOT NULL,
  PRIMARY KEY (org_id, word, account_id),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id)
);
CREATE INDEX account_words_by_account ON account_words (org_id, account_id);
