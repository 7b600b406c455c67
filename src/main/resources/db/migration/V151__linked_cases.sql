-- R38: the same matter that arrived twice is one case; the merged one keeps its own timeline, which the other shows too.
ALTER TABLE case_file ADD COLUMN merged_into BIGINT NULL;
ALTER TABLE case_file ADD CONSTRAINT fk_case_merged FOREIGN KEY (merged_into) REFERENCES case_file (id);
CREATE INDEX ix_case_external ON case_file (shop, external_reference);

-- A case is merged once.
CREATE TABLE case_merge (
  from_case  BIGINT        NOT NULL PRIMARY KEY,
  into_case  BIGINT        NOT NULL,
  request_id VARCHAR(150)  NOT NULL,
  body_hash  CHAR(64)      NOT NULL,
  reason     VARCHAR(4000) NOT NULL,
  by_user    VARCHAR(64)   NOT NULL,
  at_ms      BIGINT        NOT NULL,
  CONSTRAINT uq_merge_request UNIQUE (request_id),
  CONSTRAINT fk_merge_from FOREIGN KEY (from_case) REFERENCES case_file (id),
  CONSTRAINT fk_merge_into FOREIGN KEY (into_case) REFERENCES case_file (id),
  CONSTRAINT ck_merge_two CHECK (from_case <> into_case)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Requests that turned out to be about a case that was open already: repeated, they are still that case.
CREATE TABLE case_request (
  request_id VARCHAR(150) NOT NULL PRIMARY KEY,
  case_id    BIGINT       NOT NULL,
  body_hash  CHAR(64)     NOT NULL,
  at_ms      BIGINT       NOT NULL,
  CONSTRAINT fk_request_case FOREIGN KEY (case_id) REFERENCES case_file (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
