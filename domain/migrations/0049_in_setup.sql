-- How many of an operator's accounts are in setup stands beside every list that is narrowed so: few are, and they are
-- counted without the others.
CREATE INDEX account_operators_in_setup
  ON account_operators (org_id, user_id, account_id, locked_at, template, secure) WHERE in_setup = 1;
