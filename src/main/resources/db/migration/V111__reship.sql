-- What is known of a case's parcel, and how far its matter is.
CREATE TABLE parcel_trace (
  case_id        BIGINT        NOT NULL PRIMARY KEY,
  tracking       VARCHAR(20)   NULL,
  last_event_ms  BIGINT        NOT NULL,
  words          VARCHAR(500)  NULL,
  cause          VARCHAR(30)   NULL,
  followed       BOOLEAN       NOT NULL DEFAULT FALSE,
  asked_ms       BIGINT        NULL,
  called_for_ms  BIGINT        NULL,
  packing        VARCHAR(20)   NULL,
  packing_lines  VARCHAR(500)  NULL,
  evidence       VARCHAR(4000) NULL,
  photos         VARCHAR(1000) NULL,
  refusal        VARCHAR(40)   NULL,
  decided_by     VARCHAR(64)   NULL,
  CONSTRAINT fk_parcel_trace_case FOREIGN KEY (case_id) REFERENCES case_file (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_parcel_trace_followed ON parcel_trace (followed, case_id);

-- R18: the courier is claimed from, and the cost is recorded; one open claim a case.
CREATE TABLE courier_claim (
  id              BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id         BIGINT       NOT NULL,
  open_case       BIGINT       NULL,
  courier         VARCHAR(60)  NULL,
  waybill         VARCHAR(64)  NULL,
  cause           VARCHAR(30)  NOT NULL,
  state           VARCHAR(12)  NOT NULL,
  cost_minor      BIGINT       NOT NULL,
  recovered_minor BIGINT       NULL,
  currency        CHAR(3)      NOT NULL,
  reference       VARCHAR(100) NULL,
  until_at        DATETIME     NOT NULL,
  opened_ms       BIGINT       NOT NULL,
  ended_ms        BIGINT       NULL,
  CONSTRAINT uq_courier_claim_open UNIQUE (open_case),
  CONSTRAINT fk_courier_claim_case FOREIGN KEY (case_id) REFERENCES case_file (id),
  CONSTRAINT ck_courier_claim_money CHECK (cost_minor >= 0 AND COALESCE(recovered_minor, 0) >= 0),
  CONSTRAINT ck_courier_claim_state CHECK (CASE state WHEN 'OPEN' THEN 1 WHEN 'FILED' THEN 1 WHEN 'RECOVERED' THEN 1 WHEN 'REFUSED' THEN 1 WHEN 'FORFEITED' THEN 1 ELSE 0 END = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_courier_claim_case ON courier_claim (case_id);

ALTER TABLE second_parcel ADD COLUMN (chosen_by VARCHAR(64) NULL);
