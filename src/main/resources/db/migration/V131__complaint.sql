-- A complaint on its way through the levels; the engine keeps only what its gateways and timers read.
CREATE TABLE complaint_work (
  case_id         BIGINT        NOT NULL PRIMARY KEY,
  level           VARCHAR(12)   NOT NULL,
  next_level      VARCHAR(12)   NULL,
  complained_of   VARCHAR(64)   NULL,
  term            VARCHAR(10)   NULL,
  level_since     DATETIME      NULL,
  answer_by       DATETIME      NULL,
  why             MEDIUMTEXT    NULL,
  decision        VARCHAR(20)   NULL,
  decided_by      VARCHAR(64)   NULL,
  reason_code     VARCHAR(40)   NULL,
  evidence        VARCHAR(4000) NULL,
  came_back       VARCHAR(30)   NULL,
  given           VARCHAR(30)   NULL,
  up_code         VARCHAR(20)   NULL,
  up_why          VARCHAR(4000) NULL,
  compensation_id BIGINT        NULL,
  parcel_id       BIGINT        NULL,
  confirm_until   DATETIME      NULL,
  intervention    VARCHAR(100)  NULL,
  answers         INT           NOT NULL DEFAULT 0,
  CONSTRAINT fk_complaint_case FOREIGN KEY (case_id) REFERENCES case_file (id),
  CONSTRAINT ck_complaint_level CHECK (CASE level WHEN 'AGENT' THEN 1 WHEN 'SUPERVISOR' THEN 1 WHEN 'MANAGER' THEN 1 ELSE 0 END = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- R28: what supervisors and managers must acknowledge. open_case is the case until then and null afterwards: one open alert a case.
CREATE TABLE complaint_alert (
  id              BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id         BIGINT      NOT NULL,
  open_case       BIGINT      NULL,
  raised_ms       BIGINT      NOT NULL,
  next_ms         BIGINT      NULL,
  times           INT         NOT NULL,
  acknowledged_by VARCHAR(64) NULL,
  ended_ms        BIGINT      NULL,
  CONSTRAINT uq_alert_open UNIQUE (open_case),
  CONSTRAINT fk_alert_case FOREIGN KEY (case_id) REFERENCES case_file (id),
  CONSTRAINT ck_alert_open CHECK (CASE WHEN open_case IS NULL AND ended_ms IS NOT NULL THEN 1 WHEN open_case = case_id AND ended_ms IS NULL AND next_ms IS NOT NULL THEN 1 ELSE 0 END = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_alert_case ON complaint_alert (case_id, id);
CREATE INDEX ix_alert_next ON complaint_alert (next_ms);

-- R6: who is complained of does none of the case's tasks, whatever else four eyes ask for.
ALTER TABLE queue_entry ADD COLUMN kept_away VARCHAR(64) NULL;
