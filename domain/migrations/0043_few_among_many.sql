-- Operators are few among a million who sign in; each account's page lists them.
CREATE INDEX users_operators ON users (org_id, name, id) WHERE kind = 'operator';

-- How many hold a role is counted without a look at each who signs in.
DROP INDEX membership_roles_by_role;
CREATE INDEX membership_roles_by_role ON membership_roles (org_id, role_id, account_id, user_id);

-- The boxes beside the list count the few of a tag or a plan that are locked, in setup or templates.
CREATE INDEX account_tags_locked ON account_tags (org_id, folded, account_id, in_setup, locked_at, template, secure)
  WHERE locked_at IS NOT NULL;
CREATE INDEX account_tags_in_setup ON account_tags (org_id, folded, account_id, in_setup, locked_at, template, secure)
  WHERE in_setup = 1;
CREATE INDEX account_tags_templates ON account_tags (org_id, folded, account_id, in_setup, locked_at, template, secure)
  WHERE template = 1;
CREATE INDEX accounts_by_plan_locked ON accounts (org_id, plan_id, id, in_setup, locked_at, template, secure)
  WHERE locked_at IS NOT NULL;
CREATE INDEX accounts_by_plan_in_setup ON accounts (org_id, plan_id, id, in_setup, locked_at, template, secure)
  WHERE in_setup = 1;
CREATE INDEX accounts_by_plan_templates ON accounts (org_id, plan_id, id, in_setup, locked_at, template, secure)
  WHERE template = 1;
