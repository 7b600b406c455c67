-- R4: work changes hands with a note; who receives it sees the notes and says that they were read.
CREATE TABLE handover_note (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  task_id     VARCHAR(64)  NOT NULL,
  task_key    VARCHAR(64)  NOT NULL,
  case_number VARCHAR(40)  NOT NULL,
  page        VARCHAR(200) NOT NULL,
  from_user   VARCHAR(64)  NULL,
  to_user     VARCHAR(64)  NULL,
  given_by    VARCHAR(64)  NOT NULL,
  note        TEXT         NOT NULL,
  given_ms    BIGINT       NOT NULL,
  read_ms     BIGINT       NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_handover_to ON handover_note (to_user, read_ms, id);
