-- R33: more cases of one kind than usual within a window; alarmed about once per cluster and window. Empty text: any.
CREATE TABLE cluster_alarm (
  id          BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  shop        VARCHAR(40) NOT NULL,
  kind        VARCHAR(10) NOT NULL,
  reason      VARCHAR(40) NOT NULL,
  sku         VARCHAR(64) NOT NULL,
  courier     VARCHAR(60) NOT NULL,
  window_no   BIGINT      NOT NULL,
  from_at     DATETIME    NOT NULL,
  noticed_at  DATETIME    NOT NULL,
  cases       INT         NOT NULL,
  incident_id BIGINT      NULL,
  CONSTRAINT uq_cluster UNIQUE (shop, kind, reason, sku, courier, window_no),
  CONSTRAINT fk_cluster_incident FOREIGN KEY (incident_id) REFERENCES incident (id),
  CONSTRAINT ck_cluster_kind CHECK (CASE kind WHEN 'PRODUCT' THEN 1 WHEN 'COURIER' THEN 1 WHEN 'BOTH' THEN 1 ELSE 0 END = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Up to which case the clusters were counted; one row.
CREATE TABLE cluster_watch (
  id        INT    NOT NULL PRIMARY KEY,
  last_case BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
INSERT INTO cluster_watch (id, last_case) VALUES (1, 0);
CREATE INDEX ix_case_reason ON case_file (shop, reason, opened_at);
