-- R11: quick replies; every version is kept, one of them at most is in use.
CREATE TABLE reply_template (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  code        VARCHAR(40)  NOT NULL,
  title       VARCHAR(100) NOT NULL,
  in_use      INT          NULL,
  revision    BIGINT       NOT NULL DEFAULT 0,
  CONSTRAINT uq_reply_code UNIQUE (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE reply_version (
  template_id BIGINT        NOT NULL,
  version_no  INT           NOT NULL,
  words       VARCHAR(2000) NOT NULL,
  written_by  VARCHAR(64)   NOT NULL,
  written_ms  BIGINT        NOT NULL,
  approved_by VARCHAR(64)   NULL,
  approved_ms BIGINT        NULL,
  PRIMARY KEY (template_id, version_no),
  CONSTRAINT fk_reply_version FOREIGN KEY (template_id) REFERENCES reply_template (id),
  CONSTRAINT ck_reply_four_eyes CHECK (approved_by IS NULL OR approved_by <> written_by)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- R2: one first reply a task.
CREATE TABLE reply_sent (
  task_id     VARCHAR(64) NOT NULL PRIMARY KEY,
  case_id     BIGINT      NOT NULL,
  template_id BIGINT      NOT NULL,
  version_no  INT         NOT NULL,
  sent_by     VARCHAR(64) NOT NULL,
  sent_ms     BIGINT      NOT NULL,
  CONSTRAINT fk_reply_sent_case FOREIGN KEY (case_id) REFERENCES case_file (id),
  CONSTRAINT fk_reply_sent_version FOREIGN KEY (template_id, version_no) REFERENCES reply_version (template_id, version_no)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
