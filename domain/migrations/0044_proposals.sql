-- Changes of resources that wait: for an operator, where what clients write is looked at first, or for their time.

-- Whether what its people change of resources waits for an operator; none is as the organization says.
ALTER TABLE accounts ADD COLUMN approve_resources BIGINT;

CREATE TABLE resource_proposals (
  org_id BIGINT NOT NULL,
  id UUID NOT NULL,
  account_id UUID NOT NULL,
  -- None of a new one until it is there.
  resource_id UUID,
  -- 'new', 'edit' or 'delete'
  kind TEXT NOT NULL,
  -- 'open', 'scheduled', 'done', 'refused' or 'withdrawn'
  state TEXT NOT NULL,
  -- 1 if an operator wrote it, who needs nobody's approval.
  of_team BIGINT NOT NULL,
  -- The version that it changes; 0 of a new one.
  base_version BIGINT NOT NULL,
  -- Grows with each change of the proposal, so that nobody approves what he or she has not seen.
  revision BIGINT NOT NULL,
  category TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  search TEXT NOT NULL,
  -- From when on the client wishes that it holds.
  wanted_at BIGINT,
  proposed_at BIGINT NOT NULL,
  proposed_by TEXT NOT NULL,
  -- No user, if it was somebody by the link of the account.
  proposer_id UUID,
  decided_at BIGINT,
  decided_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  effective_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id),
  FOREIGN KEY (org_id, resource_id) REFERENCES resources (org_id, id)
);
CREATE INDEX resource_proposals_by_time ON resource_proposals (org_id, proposed_at, id);
CREATE INDEX resource_proposals_by_account ON resource_proposals (org_id, account_id, proposed_at, id);
CREATE INDEX resource_proposals_by_resource ON resource_proposals (org_id, resource_id);
CREATE INDEX resource_proposals_by_proposer ON resource_proposals (org_id, proposer_id);
CREATE UNIQUE INDEX resource_proposals_pending ON resource_proposals (org_id, resource_id)
  WHERE state IN ('open', 'scheduled');
CREATE INDEX resource_proposals_waiting ON resource_proposals (org_id, account_id, proposed_at, id)
  WHERE state IN ('open', 'scheduled');
CREATE INDEX resource_proposals_due ON resource_proposals (effective_at) WHERE state = 'scheduled';
