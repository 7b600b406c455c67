-- What the warehouse scanned, once per request, and the parcels nobody expected (R46).
CREATE TABLE unidentified_parcel (
  id              BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  waybill         VARCHAR(64)   NOT NULL,
  -- the waybill while the parcel is in the register, null afterwards: one entry a parcel
  open_waybill    VARCHAR(64)   NULL,
  goods_condition VARCHAR(12)   NOT NULL,
  photos          VARCHAR(1000) NULL,
  signed_at       DATETIME      NOT NULL,
  state           VARCHAR(10)   NOT NULL,
  case_id         BIGINT        NULL,
  reason_code     VARCHAR(30)   NULL,
  note            VARCHAR(1000) NULL,
  found_by        VARCHAR(64)   NOT NULL,
  found_ms        BIGINT        NOT NULL,
  decided_by      VARCHAR(64)   NULL,
  decided_ms      BIGINT        NULL,
  CONSTRAINT uq_unidentified_open UNIQUE (open_waybill),
  CONSTRAINT fk_unidentified_case FOREIGN KEY (case_id) REFERENCES case_file (id),
  CONSTRAINT ck_unidentified_state CHECK (CASE state WHEN 'OPEN' THEN 1 WHEN 'ASSIGNED' THEN 1 WHEN 'CLOSED' THEN 1 ELSE 0 END = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_unidentified_state ON unidentified_parcel (state, id);

CREATE TABLE warehouse_scan (
  request_id VARCHAR(150) NOT NULL PRIMARY KEY,
  body_hash  CHAR(64)     NOT NULL,
  waybill    VARCHAR(64)  NOT NULL,
  result     VARCHAR(12)  NOT NULL,
  case_id    BIGINT       NULL,
  parcel_id  BIGINT       NULL,
  scanned_by VARCHAR(64)  NOT NULL,
  scanned_ms BIGINT       NOT NULL,
  CONSTRAINT fk_scan_case FOREIGN KEY (case_id) REFERENCES case_file (id),
  CONSTRAINT fk_scan_parcel FOREIGN KEY (parcel_id) REFERENCES unidentified_parcel (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
