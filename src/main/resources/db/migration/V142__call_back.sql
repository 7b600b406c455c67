-- R32: what customers say after their case was solved; one row each time a case was closed and a call mattered.
CREATE TABLE call_back (
  id           BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id      BIGINT        NOT NULL,
  why          VARCHAR(30)   NOT NULL,
  state        VARCHAR(10)   NOT NULL,
  satisfaction INT           NULL,
  words        VARCHAR(4000) NULL,
  by_user      VARCHAR(64)   NULL,
  opened_ms    BIGINT        NOT NULL,
  answered_ms  BIGINT        NULL,
  CONSTRAINT fk_call_back_case FOREIGN KEY (case_id) REFERENCES case_file (id),
  CONSTRAINT ck_call_back_state CHECK (CASE state WHEN 'OPEN' THEN 1 WHEN 'REACHED' THEN 1 WHEN 'WRITTEN' THEN 1 WHEN 'ANSWERED' THEN 1 ELSE 0 END = 1),
  CONSTRAINT ck_call_back_satisfaction CHECK (satisfaction IS NULL OR (satisfaction >= 1 AND satisfaction <= 5))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_call_back_case ON call_back (case_id, id);
