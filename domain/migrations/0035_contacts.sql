-- A contact has several addresses and numbers in order of preference, one a line, each after its label. The first of
-- each stays in `email` and `phone`.

ALTER TABLE contacts ADD COLUMN emails TEXT NOT NULL DEFAULT '';
ALTER TABLE contacts ADD COLUMN phones TEXT NOT NULL DEFAULT '';
-- When the person is there, in the client's words.
ALTER TABLE contacts ADD COLUMN hours TEXT NOT NULL DEFAULT '';
-- One a line; what is found by them is folded, with a line break before and after each.
ALTER TABLE contacts ADD COLUMN group_names TEXT NOT NULL DEFAULT '';
ALTER TABLE contacts ADD COLUMN groups_folded TEXT NOT NULL DEFAULT '';
ALTER TABLE contacts ADD COLUMN note TEXT NOT NULL DEFAULT '';
UPDATE contacts SET emails = 'other ' || email WHERE email <> '';
UPDATE contacts SET phones = 'other ' || phone WHERE phone <> '';
CREATE INDEX contacts_by_name ON contacts (org_id, name_folded, id);
