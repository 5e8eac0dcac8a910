-- Whether an account has a word, without a look at its others.
DROP INDEX account_words_by_account;
CREATE INDEX account_words_by_account ON account_words (org_id, account_id, word);

-- Invitations that led to nothing are few, and stand in one's work.
CREATE INDEX memberships_not_reached ON memberships (org_id, email_folded, id, account_id)
  WHERE invitation IN ('bounced', 'expired');

-- A thousand of a million are counted within the index: whether they are of a Secure account is asked of each.
DROP INDEX memberships_by_state;
DROP INDEX memberships_by_state_and_name;
DROP INDEX memberships_by_invitation;
DROP INDEX memberships_by_invitation_and_name;
CREATE INDEX memberships_by_state ON memberships (org_id, state, email_folded, id, account_id);
CREATE INDEX memberships_by_state_and_name ON memberships (org_id, state, account_name_folded, id, account_id);
CREATE INDEX memberships_by_invitation ON memberships (org_id, invitation, email_folded, id, account_id);
CREATE INDEX memberships_by_invitation_and_name ON memberships (org_id, invitation, account_name_folded, id, account_id);
