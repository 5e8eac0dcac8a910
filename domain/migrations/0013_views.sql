-- Lists as somebody left them, under a name: one's own, and those that an operator shares with the team.

CREATE TABLE saved_views (
  org_id BIGINT NOT NULL,
  id UUID NOT NULL,
  -- Nobody, when who shared it is no longer here.
  user_id UUID,
  made_by TEXT NOT NULL,
  list TEXT NOT NULL,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  state TEXT NOT NULL,
  shared BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id)
);
CREATE UNIQUE INDEX saved_views_by_name ON saved_views (org_id, list, user_id, folded);
