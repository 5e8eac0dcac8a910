-- A million portal users, and one of them found by the beginning of a word. Those of users of an older version are filled in
-- when the house is opened.
ALTER TABLE memberships ADD COLUMN words TEXT NOT NULL DEFAULT '';
CREATE INDEX memberships_without_words ON memberships (org_id, id) WHERE words = '';
CREATE TABLE member_words (
  org_id BIGINT NOT NULL,
  word TEXT NOT NULL,
  member_id UUID NOT NULL,
  PRIMARY KEY (org_id, word, member_id),
  FOREIGN KEY (org_id, member_id) REFERENCES memberships (org_id, id)
) /* by its key */;
CREATE INDEX member_words_by_member ON member_words (org_id, member_id, word);

-- Who has entered a number that is not verified stands in one's work: few, and in the orders of the list. It is repeated from
-- the person.
ALTER TABLE memberships ADD COLUMN number TEXT NOT NULL DEFAULT 'other';
UPDATE memberships SET number = 'unverified' WHERE user_id IN (SELECT u.id FROM users u
  WHERE u.org_id = memberships.org_id AND u.phone <> '' AND u.phone_verified_at IS NULL);
DROP INDEX users_unverified_numbers;
CREATE INDEX memberships_unverified ON memberships (org_id, email_folded, id, account_id) WHERE number = 'unverified';
CREATE INDEX memberships_unverified_by_name ON memberships (org_id, account_name_folded, id, account_id)
  WHERE number = 'unverified';

-- Words of accounts are kept in the same way.
ALTER TABLE account_words RENAME TO account_words_before;
CREATE TABLE account_words (
  org_id BIGINT NOT NULL,
  word TEXT NOT NULL,
  account_id UUID NOT NULL,
  PRIMARY KEY (org_id, word, account_id),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id)
) /* by its key */;
INSERT INTO account_words (org_id, word, account_id) SELECT org_id, word, account_id FROM account_words_before;
DROP TABLE account_words_before;
CREATE INDEX account_words_by_account ON account_words (org_id, account_id, word);
