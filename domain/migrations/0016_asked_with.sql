-- With which API key work on many records was asked for: it is done with what the key may, and not with more.

ALTER TABLE jobs ADD COLUMN asked_with UUID;
