-- R41: who a closed case is put down to. One row a case; what stood before is in the case's history.
CREATE TABLE case_responsible (
  case_id     BIGINT      NOT NULL PRIMARY KEY,
  responsible VARCHAR(20) NOT NULL,
  source      VARCHAR(12) NOT NULL,
  named_by    VARCHAR(64) NOT NULL,
  named_ms    BIGINT      NOT NULL,
  CONSTRAINT fk_responsible_case FOREIGN KEY (case_id) REFERENCES case_file (id),
  CONSTRAINT ck_responsible CHECK (CASE responsible WHEN 'COURIER' THEN 1 WHEN 'WAREHOUSE' THEN 1 WHEN 'PRODUCT' THEN 1 WHEN 'AGENT' THEN 1 WHEN 'CUSTOMER' THEN 1 WHEN 'PLATFORM' THEN 1 ELSE 0 END = 1),
  CONSTRAINT ck_responsible_source CHECK (CASE source WHEN 'RULE' THEN 1 WHEN 'DECIDED' THEN 1 WHEN 'CORRECTED' THEN 1 ELSE 0 END = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_responsible ON case_responsible (responsible, case_id);
