-- R3: conversations held elsewhere, brought into the case with their own times: who spoke, and from which file.
CREATE TABLE transcript (
  id            BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id       BIGINT      NOT NULL,
  sha256        CHAR(64)    NOT NULL,
  channel       VARCHAR(20) NOT NULL,
  lines_new     INT         NOT NULL,
  lines_known   INT         NOT NULL,
  first_at      DATETIME    NOT NULL,
  last_at       DATETIME    NOT NULL,
  attachment_id BIGINT      NOT NULL,
  brought_by    VARCHAR(64) NOT NULL,
  brought_ms    BIGINT      NOT NULL,
  CONSTRAINT uq_transcript UNIQUE (case_id, sha256),
  CONSTRAINT fk_transcript_case FOREIGN KEY (case_id) REFERENCES case_file (id),
  CONSTRAINT fk_transcript_file FOREIGN KEY (attachment_id) REFERENCES attachment (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

ALTER TABLE contact_attempt ADD COLUMN speaker VARCHAR(60) NULL;
ALTER TABLE contact_attempt ADD COLUMN attachment_id BIGINT NULL;
CREATE INDEX ix_attempt_attachment ON contact_attempt (attachment_id);
