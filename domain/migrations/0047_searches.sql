-- Whether an account has a word, without a look at its others.
DROP INDEX account_words_by_account;
CREATE INDEX account_words_by_account ON account_words (org_id, account_id, word);

-- Invitations that led to nothing are few, and stand in one's work.
CREATE INDEX memberships_not_reached ON memberships (org_id, email_folded, id)
  WHERE invitation IN ('bounced', 'expired');
