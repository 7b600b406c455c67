-- Photos, documents and recordings of a case. The bytes lie in the database, in parts no packet limit of a server
-- refuses: every node serves them, and they come and go with the case's other facts, in one transaction and one backup.
CREATE TABLE attachment (
  id         BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id    BIGINT       NOT NULL,
  sha256     CHAR(64)     NOT NULL,
  name       VARCHAR(160) NOT NULL,
  file_kind  VARCHAR(10)  NOT NULL,
  size_bytes BIGINT       NOT NULL,
  added_by   VARCHAR(64)  NOT NULL,
  added_ms   BIGINT       NOT NULL,
  CONSTRAINT uq_attachment UNIQUE (case_id, sha256),
  CONSTRAINT fk_attachment_case FOREIGN KEY (case_id) REFERENCES case_file (id),
  CONSTRAINT ck_attachment_size CHECK (size_bytes > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE attachment_part (
  attachment_id BIGINT     NOT NULL,
  part_no       INT        NOT NULL,
  content       MEDIUMBLOB NOT NULL,
  PRIMARY KEY (attachment_id, part_no),
  CONSTRAINT fk_part_attachment FOREIGN KEY (attachment_id) REFERENCES attachment (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
