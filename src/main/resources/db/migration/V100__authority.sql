-- What a supervisor released beforehand, so that an agent may give it without asking (R10).
CREATE TABLE standing_remedy (
  id           BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  request_id   VARCHAR(150) NOT NULL,
  body_hash    CHAR(64)     NOT NULL,
  shop         VARCHAR(40)  NOT NULL DEFAULT '',
  name         VARCHAR(200) NOT NULL,
  kind         VARCHAR(12)  NOT NULL,
  max_minor    BIGINT       NULL,
  sku          VARCHAR(64)  NULL,
  quantity     INT          NULL,
  reason_code  VARCHAR(40)  NOT NULL,
  valid_from   DATETIME     NOT NULL,
  valid_to     DATETIME     NOT NULL,
  released_by  VARCHAR(64)  NOT NULL,
  released_ms  BIGINT       NOT NULL,
  withdrawn_by VARCHAR(64)  NULL,
  withdrawn_ms BIGINT       NULL,
  CONSTRAINT uq_standing_request UNIQUE (request_id),
  CONSTRAINT ck_standing_kind CHECK (CASE kind WHEN 'CASH' THEN 1 WHEN 'FREIGHT' THEN 1 WHEN 'COUPON' THEN 1 WHEN 'GIFT' THEN 1 ELSE 0 END = 1),
  CONSTRAINT ck_standing_time CHECK (valid_to > valid_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Money, freight, a coupon or a gift beyond what is owed. beside: has an instance of its own, else it was called by the case's.
-- standing_use names remedy and order while it holds: a standing remedy is given once per order.
CREATE TABLE compensation (
  id            BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id       BIGINT        NOT NULL,
  request_id    VARCHAR(150)  NULL,
  body_hash     CHAR(64)      NULL,
  beside        BOOLEAN       NOT NULL,
  kind          VARCHAR(12)   NOT NULL,
  amount_minor  BIGINT        NOT NULL,
  currency      CHAR(3)       NOT NULL,
  sku           VARCHAR(64)   NULL,
  quantity      INT           NULL,
  reason_code   VARCHAR(40)   NOT NULL,
  words         VARCHAR(2000) NULL,
  proposed_by   VARCHAR(64)   NOT NULL,
  proposer_role VARCHAR(20)   NOT NULL,
  standing_id   BIGINT        NULL,
  standing_use  VARCHAR(60)   NULL,
  state         VARCHAR(12)   NOT NULL,
  basis         VARCHAR(20)   NULL,
  why           VARCHAR(500)  NULL,
  reference     VARCHAR(100)  NULL,
  created_ms    BIGINT        NOT NULL,
  ended_ms      BIGINT        NULL,
  CONSTRAINT uq_compensation_request UNIQUE (request_id),
  CONSTRAINT uq_compensation_standing UNIQUE (standing_use),
  CONSTRAINT fk_compensation_case FOREIGN KEY (case_id) REFERENCES case_file (id),
  CONSTRAINT fk_compensation_standing FOREIGN KEY (standing_id) REFERENCES standing_remedy (id),
  CONSTRAINT ck_compensation_amount CHECK (amount_minor > 0),
  CONSTRAINT ck_compensation_kind CHECK (CASE kind WHEN 'CASH' THEN 1 WHEN 'FREIGHT' THEN 1 WHEN 'COUPON' THEN 1 WHEN 'GIFT' THEN 1 ELSE 0 END = 1),
  CONSTRAINT ck_compensation_state CHECK (CASE state WHEN 'PROPOSED' THEN 1 WHEN 'AGREED' THEN 1 WHEN 'COMPENSATED' THEN 1 WHEN 'REJECTED' THEN 1 WHEN 'CANCELLED' THEN 1 ELSE 0 END = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_compensation_case ON compensation (case_id, id);

-- Where the payment of a compensation stands; a refund's own stands in refund_work.
CREATE TABLE payment_work (
  compensation_id   BIGINT       NOT NULL PRIMARY KEY,
  open_minor        BIGINT       NOT NULL DEFAULT 0,
  payee             VARCHAR(100) NULL,
  reminders         INT          NOT NULL DEFAULT 0,
  hand_reference    VARCHAR(100) NULL,
  hand_receipt      VARCHAR(200) NULL,
  hand_by           VARCHAR(64)  NULL,
  hand_confirmed_by VARCHAR(64)  NULL,
  CONSTRAINT fk_payment_work_compensation FOREIGN KEY (compensation_id) REFERENCES compensation (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Compensations are kinds of their own in the ledger (R13): they use up nothing of what was paid for the order, and one
-- may be on its way beside a refund of the same case.
ALTER TABLE refund ADD COLUMN compensation_id BIGINT NULL;
ALTER TABLE refund ADD COLUMN in_flight_compensation BIGINT NULL;
ALTER TABLE refund ADD CONSTRAINT fk_refund_compensation FOREIGN KEY (compensation_id) REFERENCES compensation (id);
ALTER TABLE refund ADD CONSTRAINT uq_refund_compensation_in_flight UNIQUE (in_flight_compensation);
ALTER TABLE refund ADD CONSTRAINT ck_refund_kind CHECK (CASE kind WHEN 'REFUND' THEN CASE WHEN compensation_id IS NULL THEN 1 ELSE 0 END
  WHEN 'COMPENSATION' THEN CASE WHEN compensation_id IS NULL THEN 0 ELSE 1 END
  WHEN 'FREIGHT' THEN CASE WHEN compensation_id IS NULL THEN 0 ELSE 1 END ELSE 0 END = 1);

-- kind: REFUND, or that of the compensation. What was given without anybody else's consent, and refused attempts, stand here too.
ALTER TABLE consent ADD COLUMN kind VARCHAR(12) DEFAULT 'REFUND' NOT NULL;
ALTER TABLE consent ADD COLUMN compensation_id BIGINT NULL;
ALTER TABLE consent ADD COLUMN why VARCHAR(500) NULL;
ALTER TABLE consent ADD CONSTRAINT fk_consent_compensation FOREIGN KEY (compensation_id) REFERENCES compensation (id);
CREATE INDEX ix_consent_at ON consent (at_ms, id);
