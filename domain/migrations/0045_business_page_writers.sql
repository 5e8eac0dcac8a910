-- Client admins write the public page of their business, where the organization and the account let them (S3-55).

ALTER TABLE accounts ADD COLUMN business_page BIGINT NOT NULL DEFAULT 1;

-- Writing the page was a part of changing the account: who could do it can do it still. Roles that ship follow the
-- program by themselves.
UPDATE roles SET grants = REPLACE(grants, '"accounts.edit":"organization"',
    '"accounts.edit":"organization","business_page.publish":"organization","business_page.write":"organization"')
WHERE preset IS NULL;
UPDATE api_keys SET grants = REPLACE(grants, '"accounts.edit":"organization"',
    '"accounts.edit":"organization","business_page.publish":"organization","business_page.write":"organization"');
