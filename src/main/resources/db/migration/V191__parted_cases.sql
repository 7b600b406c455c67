-- R38: two cases that were merged by mistake become two again. What the one that stayed took over is kept with the merge.
ALTER TABLE case_merge ADD COLUMN taken TEXT NULL;

-- Merges that were undone; the row of the merge itself goes, so that the case can be merged again.
CREATE TABLE case_parting (
  id               BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  from_case        BIGINT       NOT NULL,
  into_case        BIGINT       NOT NULL,
  merge_request_id VARCHAR(150) NOT NULL,
  request_id       VARCHAR(150) NOT NULL,
  body_hash        CHAR(64)     NOT NULL,
  reason           TEXT         NOT NULL,
  by_user          VARCHAR(64)  NOT NULL,
  at_ms            BIGINT       NOT NULL,
  CONSTRAINT uq_parting_request UNIQUE (request_id),
  CONSTRAINT uq_parting_merge UNIQUE (merge_request_id),
  CONSTRAINT fk_parting_from FOREIGN KEY (from_case) REFERENCES case_file (id),
  CONSTRAINT fk_parting_into FOREIGN KEY (into_case) REFERENCES case_file (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
