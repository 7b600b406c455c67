-- R19: a line has one kind of active remedy, refund or reship. A supervisor may allow a second one: it stands in a slot of
-- its own, numbered like the waiver. Refunds of one line may be several; of parcels a slot holds one.
CREATE TABLE line_waiver (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id     BIGINT       NOT NULL,
  line_id     BIGINT       NOT NULL,
  remedy      VARCHAR(10)  NOT NULL,
  state       VARCHAR(10)  NOT NULL,
  asked_line  BIGINT       NULL,
  asked_ms    BIGINT       NOT NULL,
  decided_by  VARCHAR(64)  NULL,
  decided_ms  BIGINT       NULL,
  note        VARCHAR(4000) NULL,
  CONSTRAINT uq_waiver_asked UNIQUE (case_id, remedy, asked_line),
  CONSTRAINT fk_waiver_case FOREIGN KEY (case_id) REFERENCES case_file (id),
  CONSTRAINT fk_waiver_line FOREIGN KEY (line_id) REFERENCES order_line (id),
  CONSTRAINT ck_waiver_remedy CHECK (CASE remedy WHEN 'REFUND' THEN 1 WHEN 'RESHIP' THEN 1 ELSE 0 END = 1),
  CONSTRAINT ck_waiver_state CHECK (CASE state WHEN 'ASKED' THEN 1 WHEN 'GRANTED' THEN 1 WHEN 'REFUSED' THEN 1 WHEN 'WITHDRAWN' THEN 1 ELSE 0 END = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE line_remedy (
  line_id   BIGINT      NOT NULL,
  slot      BIGINT      NOT NULL,
  remedy    VARCHAR(10) NOT NULL,
  waiver_id BIGINT      NULL,
  CONSTRAINT pk_line_remedy PRIMARY KEY (line_id, slot),
  CONSTRAINT uq_line_remedy UNIQUE (line_id, slot, remedy),
  CONSTRAINT fk_line_remedy_line FOREIGN KEY (line_id) REFERENCES order_line (id),
  CONSTRAINT fk_line_remedy_waiver FOREIGN KEY (waiver_id) REFERENCES line_waiver (id),
  CONSTRAINT ck_line_remedy CHECK (CASE remedy WHEN 'REFUND' THEN 1 WHEN 'RESHIP' THEN 1 ELSE 0 END = 1),
  CONSTRAINT ck_line_remedy_slot CHECK (slot = COALESCE(waiver_id, 0))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Who has a line's remedy: the key of a refund or of a second parcel.
CREATE TABLE line_remedy_claim (
  id        BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  line_id   BIGINT       NOT NULL,
  slot      BIGINT       NOT NULL,
  remedy    VARCHAR(10)  NOT NULL,
  case_id   BIGINT       NOT NULL,
  claim_key VARCHAR(100) NOT NULL,
  one_parcel BIGINT      NULL,
  CONSTRAINT uq_remedy_claim UNIQUE (claim_key, line_id),
  CONSTRAINT uq_remedy_parcel UNIQUE (one_parcel, slot),
  CONSTRAINT fk_remedy_claim FOREIGN KEY (line_id, slot, remedy) REFERENCES line_remedy (line_id, slot, remedy),
  CONSTRAINT fk_remedy_claim_case FOREIGN KEY (case_id) REFERENCES case_file (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_remedy_claim_line ON line_remedy_claim (line_id);

INSERT INTO line_remedy (line_id, slot, remedy)
SELECT DISTINCT p.line_id, 0, 'REFUND' FROM refund_line p JOIN refund r ON r.id = p.refund_id
WHERE r.state IN ('RESERVED', 'SENT', 'UNKNOWN', 'SUCCEEDED');
INSERT INTO line_remedy_claim (line_id, slot, remedy, case_id, claim_key)
SELECT p.line_id, 0, 'REFUND', r.case_id, r.idem_key FROM refund_line p JOIN refund r ON r.id = p.refund_id
WHERE r.state IN ('RESERVED', 'SENT', 'UNKNOWN', 'SUCCEEDED');

-- Second parcels (R18): planned by a case, ordered once for each attempt.
CREATE TABLE second_parcel (
  id            BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id       BIGINT       NOT NULL,
  purpose       VARCHAR(12)  NOT NULL,
  state         VARCHAR(12)  NOT NULL,
  attempt       INT          NOT NULL DEFAULT 1,
  why           VARCHAR(60)  NULL,
  why_words     VARCHAR(500) NULL,
  instance_id   VARCHAR(64)  NULL,
  freeing_id    VARCHAR(64)  NULL,
  reserved      BOOLEAN      NOT NULL DEFAULT FALSE,
  courier       VARCHAR(60)  NULL,
  waybill       VARCHAR(64)  NULL,
  last_status   VARCHAR(20)  NULL,
  planned_by    VARCHAR(64)  NOT NULL,
  planned_ms    BIGINT       NOT NULL,
  ordered_ms    BIGINT       NULL,
  last_event_ms BIGINT       NULL,
  ended_ms      BIGINT       NULL,
  CONSTRAINT uq_second_parcel_instance UNIQUE (instance_id),
  CONSTRAINT uq_second_parcel_freeing UNIQUE (freeing_id),
  CONSTRAINT fk_second_parcel_case FOREIGN KEY (case_id) REFERENCES case_file (id),
  CONSTRAINT ck_second_parcel_purpose CHECK (CASE purpose WHEN 'RESHIP' THEN 1 WHEN 'EXCHANGE' THEN 1 WHEN 'SUBSTITUTE' THEN 1 WHEN 'GIFT' THEN 1 ELSE 0 END = 1),
  CONSTRAINT ck_second_parcel_state CHECK (CASE state WHEN 'PLANNED' THEN 1 WHEN 'RESERVED' THEN 1 WHEN 'ORDERED' THEN 1 WHEN 'OFFERED' THEN 1 WHEN 'DELIVERED' THEN 1 WHEN 'FREED' THEN 1 ELSE 0 END = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_second_parcel_case ON second_parcel (case_id, id);
CREATE INDEX ix_second_parcel_waybill ON second_parcel (waybill);

CREATE TABLE second_parcel_line (
  parcel_id BIGINT      NOT NULL,
  line_no   INT         NOT NULL,
  line_id   BIGINT      NULL,
  sku       VARCHAR(64) NULL,
  quantity  INT         NOT NULL,
  missing   BOOLEAN     NOT NULL DEFAULT FALSE,
  PRIMARY KEY (parcel_id, line_no),
  CONSTRAINT fk_second_parcel_line_parcel FOREIGN KEY (parcel_id) REFERENCES second_parcel (id),
  CONSTRAINT fk_second_parcel_line_line FOREIGN KEY (line_id) REFERENCES order_line (id),
  CONSTRAINT ck_second_parcel_line CHECK (quantity > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
