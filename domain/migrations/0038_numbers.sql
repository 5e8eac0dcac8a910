-- A call that a program brings looks its number up as it was dialed, with the country's prefix or without.
CREATE INDEX account_numbers_by_national ON account_numbers (org_id, national);
