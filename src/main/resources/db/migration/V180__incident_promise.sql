-- R37: what an incident promised to a case out of its budget, until it is known what became of it. A case has one remedy for
-- its goods in an incident (goods_case), an order one compensation (extra_order); what came to nothing frees both.
CREATE TABLE incident_promise (
  id              BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  incident_id     BIGINT      NOT NULL,
  case_id         BIGINT      NOT NULL,
  decision_no     INT         NOT NULL,
  remedy          VARCHAR(12) NOT NULL,
  goods_case      BIGINT      NULL,
  extra_order     BIGINT      NULL,
  amount_minor    BIGINT      NOT NULL,
  cap_minor       BIGINT      NOT NULL,
  kept_minor      BIGINT      NULL,
  compensation_id BIGINT      NULL,
  consent_left    BOOLEAN     NOT NULL,
  state           VARCHAR(12) NOT NULL,
  CONSTRAINT uq_incident_promise_goods UNIQUE (incident_id, goods_case),
  CONSTRAINT uq_incident_promise_extra UNIQUE (incident_id, extra_order),
  CONSTRAINT uq_incident_promise_given UNIQUE (compensation_id),
  CONSTRAINT fk_incident_promise_case FOREIGN KEY (incident_id, case_id) REFERENCES incident_case (incident_id, case_id),
  CONSTRAINT fk_incident_promise_decision FOREIGN KEY (incident_id, decision_no) REFERENCES incident_decision (incident_id, no),
  CONSTRAINT ck_incident_promise_remedy CHECK (CASE remedy WHEN 'REFUND' THEN 1 WHEN 'RESHIP' THEN 1 WHEN 'COMPENSATE' THEN 1 ELSE 0 END = 1),
  CONSTRAINT ck_incident_promise_cap CHECK (amount_minor > 0 AND amount_minor <= cap_minor),
  CONSTRAINT ck_incident_promise_state CHECK (CASE state WHEN 'HELD' THEN CASE WHEN kept_minor IS NULL THEN 1 ELSE 0 END
    WHEN 'KEPT' THEN CASE WHEN kept_minor > 0 AND kept_minor <= amount_minor THEN 1 ELSE 0 END
    WHEN 'GIVEN_BACK' THEN CASE WHEN kept_minor = 0 AND goods_case IS NULL AND extra_order IS NULL THEN 1 ELSE 0 END ELSE 0 END = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_incident_promise_case ON incident_promise (case_id, state);

INSERT INTO incident_promise (incident_id, case_id, decision_no, remedy, goods_case, amount_minor, cap_minor, kept_minor, consent_left, state)
  SELECT m.incident_id, m.case_id, m.done_no, 'REFUND', m.case_id, m.amount_minor, m.cap_minor,
    CASE c.status WHEN 'CLOSED' THEN m.amount_minor ELSE NULL END, m.agreed, CASE c.status WHEN 'CLOSED' THEN 'KEPT' ELSE 'HELD' END
  FROM incident_case m JOIN case_file c ON c.id = m.case_id WHERE m.amount_minor IS NOT NULL;
ALTER TABLE incident_case DROP CONSTRAINT ck_incident_case_cap;
ALTER TABLE incident_case DROP COLUMN amount_minor;
ALTER TABLE incident_case DROP COLUMN cap_minor;
ALTER TABLE incident_case DROP COLUMN agreed;

-- What every case gets besides, and R10: with no other manager active what a manager proposed counts as approved, and is marked.
ALTER TABLE incident_decision ADD COLUMN kind VARCHAR(10) NULL;
ALTER TABLE incident_decision ADD COLUMN sku VARCHAR(64) NULL;
ALTER TABLE incident_decision ADD COLUMN quantity INT NULL;
ALTER TABLE incident_decision ADD COLUMN alone BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE incident_decision DROP CONSTRAINT ck_decision_eyes;
ALTER TABLE incident_decision ADD CONSTRAINT ck_incident_eyes CHECK (CASE WHEN approved_by IS NULL THEN CASE WHEN alone = FALSE THEN 1 ELSE 0 END
  WHEN approved_by = decided_by THEN CASE WHEN alone = TRUE THEN 1 ELSE 0 END WHEN alone = FALSE THEN 1 ELSE 0 END = 1);
ALTER TABLE incident_decision DROP CONSTRAINT ck_decision_code;
ALTER TABLE incident_decision ADD CONSTRAINT ck_incident_decision CHECK (CASE decision WHEN 'REFUND' THEN 1 WHEN 'RESHIP' THEN 1
  WHEN 'COMPENSATE' THEN CASE WHEN kind IS NULL THEN 0 ELSE 1 END WHEN 'WAIT' THEN 1 WHEN 'INFORM' THEN 1 ELSE 0 END = 1);

-- Decided for many cases at once to be sent again: LOST with a claim from the courier, OURS without; null when a case decides itself.
ALTER TABLE parcel_trace ADD COLUMN decided_for_all VARCHAR(10) NULL;
