-- What an auditor finds cases by: one row a fact and case, of open and closed ones alike, written in the transaction that
-- makes the fact. The case's own time stands in the key, so that a page of any fact, newest first, is one walk through the
-- index, and whether a case has a further fact is one look. No foreign key: it would want an index of its own, and cases
-- are never deleted.
CREATE TABLE audit_fact (
  kind      VARCHAR(12)  NOT NULL,
  code      VARCHAR(100) NOT NULL,
  opened_at DATETIME     NOT NULL,
  case_id   BIGINT       NOT NULL,
  PRIMARY KEY (kind, code, opened_at, case_id),
  CONSTRAINT ck_audit_fact_kind CHECK (CASE kind WHEN 'ANY' THEN 1 WHEN 'AGENT' THEN 1 WHEN 'DECIDED' THEN 1 WHEN 'MISSED' THEN 1
    WHEN 'RULE' THEN 1 WHEN 'TYPE' THEN 1 WHEN 'REASON' THEN 1 WHEN 'OUTCOME' THEN 1 WHEN 'CHANNEL' THEN 1 WHEN 'SHOP' THEN 1
    WHEN 'SKU' THEN 1 WHEN 'COURIER' THEN 1 WHEN 'RESPONSIBLE' THEN 1 ELSE 0 END = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Every amount a case was ever about: asked for, agreed, paid, got back. Minor units.
CREATE TABLE audit_amount (
  case_id      BIGINT   NOT NULL,
  amount_minor BIGINT   NOT NULL,
  opened_at    DATETIME NOT NULL,
  PRIMARY KEY (case_id, amount_minor)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_audit_amount ON audit_amount (amount_minor, opened_at, case_id);
CREATE INDEX ix_audit_case_closed ON case_file (closed_at, opened_at, id);

-- Cases from before: their facts are written in the background, newest first. next_case is the next one, 0 when all are done.
CREATE TABLE audit_backlog (
  id        INT    NOT NULL PRIMARY KEY,
  next_case BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
INSERT INTO audit_backlog (id, next_case) SELECT 1, COALESCE(MAX(id), 0) FROM case_file;

-- Where an event came from: a page, the API, an event from outside, a customer's link, or our own work; the address of
-- who was signed in, the source, or the work's name. And the step of the case's process it happened in.
ALTER TABLE case_event ADD COLUMN came_by VARCHAR(10) NULL;
ALTER TABLE case_event ADD COLUMN came_from VARCHAR(100) NULL;
ALTER TABLE case_event ADD COLUMN instance_id VARCHAR(64) NULL;
ALTER TABLE case_event ADD COLUMN activity_id VARCHAR(100) NULL;
