-- Files of resources. What they hold lies in the data directory, each by its id.

CREATE TABLE resource_attachments (
  org_id BIGINT NOT NULL,
  id UUID NOT NULL,
  resource_id UUID NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  sha256 BYTEA NOT NULL,
  added_at BIGINT NOT NULL,
  added_by TEXT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, resource_id) REFERENCES resources (org_id, id)
);
CREATE INDEX resource_attachments_by_resource ON resource_attachments (org_id, resource_id, id);
