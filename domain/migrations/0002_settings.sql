-- What an organization has decided about its portal, as JSON; what it has not decided is as it ships.

ALTER TABLE organizations ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';
