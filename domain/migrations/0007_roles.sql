-- Roles of one's own beside those that ship; those that ship are known by a name that never changes. And whether the
-- admins of an account run its users.

ALTER TABLE roles ADD COLUMN description TEXT NOT NULL DEFAULT '';
ALTER TABLE roles ADD COLUMN preset TEXT;
ALTER TABLE roles ADD COLUMN secure BIGINT NOT NULL DEFAULT 0;

UPDATE roles SET preset = 'administrator' WHERE kind = 'operator' AND name = 'Administrator';
UPDATE roles SET preset = 'operator' WHERE kind = 'operator' AND name = 'Operator';
UPDATE roles SET preset = 'client_admin' WHERE kind = 'portal_user' AND name = 'Client Admin';
UPDATE roles SET preset = 'client_user' WHERE kind = 'portal_user' AND name = 'Client User';

ALTER TABLE accounts ADD COLUMN run_users BIGINT NOT NULL DEFAULT 1;

CREATE UNIQUE INDEX roles_by_preset ON roles (org_id, preset) WHERE preset IS NOT NULL;
CREATE INDEX membership_roles_by_role ON membership_roles (org_id, role_id);
CREATE INDEX operator_roles_by_role ON operator_roles (org_id, role_id);
