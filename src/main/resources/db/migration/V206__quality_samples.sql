-- Cases drawn at random to be scored. The draw can be repeated by anybody: what was asked, the seed, and how many there were.
CREATE TABLE quality_sample (
  id         BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  request_id VARCHAR(150) NOT NULL,
  body_hash  CHAR(64)     NOT NULL,
  question   MEDIUMTEXT   NOT NULL,
  seed       VARCHAR(40)  NOT NULL,
  population INT          NOT NULL,
  criteria   VARCHAR(500) NOT NULL,
  drawn_by   VARCHAR(64)  NOT NULL,
  drawn_ms   BIGINT       NOT NULL,
  CONSTRAINT uq_quality_request UNIQUE (request_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- agent: whose work is scored; null where nobody decided anything.
CREATE TABLE quality_case (
  sample_id BIGINT      NOT NULL,
  case_id   BIGINT      NOT NULL,
  place     INT         NOT NULL,
  agent     VARCHAR(64) NULL,
  PRIMARY KEY (sample_id, case_id),
  CONSTRAINT fk_quality_case_sample FOREIGN KEY (sample_id) REFERENCES quality_sample (id),
  CONSTRAINT fk_quality_case_case FOREIGN KEY (case_id) REFERENCES case_file (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A finished sheet is never changed: who thinks again writes the next version.
CREATE TABLE quality_sheet (
  id          BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  sample_id   BIGINT        NOT NULL,
  case_id     BIGINT        NOT NULL,
  reviewer    VARCHAR(64)   NOT NULL,
  version     INT           NOT NULL,
  note        VARCHAR(2000) NULL,
  finished_ms BIGINT        NOT NULL,
  CONSTRAINT uq_quality_sheet UNIQUE (sample_id, case_id, reviewer, version),
  CONSTRAINT fk_quality_sheet_case FOREIGN KEY (sample_id, case_id) REFERENCES quality_case (sample_id, case_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE quality_mark (
  sheet_id  BIGINT      NOT NULL,
  criterion VARCHAR(20) NOT NULL,
  mark      INT         NOT NULL,
  PRIMARY KEY (sheet_id, criterion),
  CONSTRAINT fk_quality_mark_sheet FOREIGN KEY (sheet_id) REFERENCES quality_sheet (id),
  CONSTRAINT ck_quality_mark CHECK (mark >= 0 AND mark <= 5)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
