-- R37: one event that hits many orders. What it is about: SKU, batch, courier, region, reason, period; null means any.
CREATE TABLE incident (
  id           BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  number       VARCHAR(24)   NULL,
  title        VARCHAR(200)  NOT NULL,
  state        VARCHAR(10)   NOT NULL,
  shop         VARCHAR(40)   NOT NULL,
  sku          VARCHAR(64)   NULL,
  batch        VARCHAR(64)   NULL,
  courier      VARCHAR(60)   NULL,
  region       VARCHAR(60)   NULL,
  reason       VARCHAR(40)   NULL,
  from_at      DATETIME      NULL,
  to_at        DATETIME      NULL,
  currency     CHAR(3)       NOT NULL,
  decision_no  INT           NOT NULL DEFAULT 0,
  budget_minor BIGINT        NOT NULL DEFAULT 0,
  spent_minor  BIGINT        NOT NULL DEFAULT 0,
  look_again   BOOLEAN       NOT NULL DEFAULT TRUE,
  request_id   VARCHAR(150)  NOT NULL,
  request_hash CHAR(64)      NOT NULL,
  opened_by    VARCHAR(64)   NOT NULL,
  opened_at    DATETIME      NOT NULL,
  closed_at    DATETIME      NULL,
  CONSTRAINT uq_incident_number UNIQUE (number),
  CONSTRAINT uq_incident_request UNIQUE (request_id),
  CONSTRAINT ck_incident_state CHECK (CASE state WHEN 'OPEN' THEN 1 WHEN 'DECIDED' THEN 1 WHEN 'CLOSED' THEN 1 ELSE 0 END = 1),
  CONSTRAINT ck_incident_scope CHECK (sku IS NOT NULL OR batch IS NOT NULL OR courier IS NOT NULL OR region IS NOT NULL),
  -- one budget, whatever happens at the same moment
  CONSTRAINT ck_incident_budget CHECK (spent_minor >= 0 AND spent_minor <= budget_minor)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_incident_state ON incident (state, id);

-- One decision after the other; decision_no of the incident is the one in force.
CREATE TABLE incident_decision (
  incident_id  BIGINT        NOT NULL,
  no           INT           NOT NULL,
  decision     VARCHAR(12)   NOT NULL,
  message      VARCHAR(2000) NOT NULL,
  cap_minor    BIGINT        NULL,
  budget_minor BIGINT        NULL,
  wait_until   DATETIME      NULL,
  decided_by   VARCHAR(64)   NOT NULL,
  approved_by  VARCHAR(64)   NULL,
  refused_by   VARCHAR(64)   NULL,
  at_ms        BIGINT        NOT NULL,
  PRIMARY KEY (incident_id, no),
  CONSTRAINT fk_decision_incident FOREIGN KEY (incident_id) REFERENCES incident (id),
  CONSTRAINT ck_decision_code CHECK (CASE decision WHEN 'REFUND' THEN 1 WHEN 'COMPENSATE' THEN 1 WHEN 'WAIT' THEN 1 WHEN 'INFORM' THEN 1 ELSE 0 END = 1),
  CONSTRAINT ck_decision_eyes CHECK (approved_by IS NULL OR approved_by <> decided_by),
  CONSTRAINT ck_decision_money CHECK (cap_minor IS NULL OR cap_minor > 0 AND budget_minor >= cap_minor)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The cases of an incident. active_case is the case id while it belongs to a running one: a case is in one at a time.
CREATE TABLE incident_case (
  incident_id  BIGINT       NOT NULL,
  case_id      BIGINT       NOT NULL,
  active_case  BIGINT       NULL,
  state        VARCHAR(10)  NOT NULL,
  why          VARCHAR(200) NULL,
  done_no      INT          NOT NULL DEFAULT 0,
  cap_minor    BIGINT       NULL,
  amount_minor BIGINT       NULL,
  agreed       BOOLEAN      NOT NULL DEFAULT FALSE,
  tries        INT          NOT NULL DEFAULT 0,
  next_ms      BIGINT       NOT NULL DEFAULT 0,
  by_user      VARCHAR(64)  NOT NULL,
  joined_ms    BIGINT       NOT NULL,
  left_ms      BIGINT       NULL,
  rested_ms    BIGINT       NULL,
  woken_ms     BIGINT       NULL,
  PRIMARY KEY (incident_id, case_id),
  CONSTRAINT uq_incident_active UNIQUE (active_case),
  CONSTRAINT fk_incident_case_incident FOREIGN KEY (incident_id) REFERENCES incident (id),
  CONSTRAINT fk_incident_case_case FOREIGN KEY (case_id) REFERENCES case_file (id),
  CONSTRAINT ck_incident_case_state CHECK (CASE state WHEN 'JOINED' THEN 1 WHEN 'APPLIED' THEN 1 WHEN 'SINGLE' THEN 1 WHEN 'FAILED' THEN 1 WHEN 'LEFT' THEN 1 ELSE 0 END = 1),
  CONSTRAINT ck_incident_case_cap CHECK (amount_minor IS NULL OR amount_minor > 0 AND amount_minor <= cap_minor)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_incident_case ON incident_case (case_id, incident_id);
CREATE INDEX ix_incident_due ON incident_case (incident_id, done_no, next_ms);

CREATE TABLE incident_event (
  seq         BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  incident_id BIGINT      NOT NULL,
  at_ms       BIGINT      NOT NULL,
  actor       VARCHAR(64) NOT NULL,
  kind        VARCHAR(40) NOT NULL,
  data        MEDIUMTEXT  NOT NULL,
  CONSTRAINT fk_incident_event FOREIGN KEY (incident_id) REFERENCES incident (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_incident_event ON incident_event (incident_id, seq);

-- Which batch an article came from, where the shop's file says so.
ALTER TABLE order_line ADD COLUMN batch VARCHAR(64) NULL;
CREATE INDEX ix_line_batch ON order_line (batch);
