-- R45: who is on duty. What a person (or a supervisor) said last stands until the next shift of theirs begins or ends;
-- who has no shift and never said anything is on duty.
CREATE TABLE duty_change (
  id       BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  username VARCHAR(64) NOT NULL,
  state    VARCHAR(8)  NOT NULL,
  set_by   VARCHAR(64) NOT NULL,
  at_ms    BIGINT      NOT NULL,
  CONSTRAINT ck_duty_state CHECK (CASE state WHEN 'ON' THEN 1 WHEN 'BREAK' THEN 1 WHEN 'OFF' THEN 1 ELSE 0 END = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_duty_user ON duty_change (username, id);

CREATE TABLE duty_shift (
  id        BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  username  VARCHAR(64) NOT NULL,
  starts_at DATETIME    NOT NULL,
  ends_at   DATETIME    NOT NULL,
  made_by   VARCHAR(64) NOT NULL,
  made_ms   BIGINT      NOT NULL,
  CONSTRAINT uq_shift UNIQUE (username, starts_at),
  CONSTRAINT ck_shift CHECK (ends_at > starts_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_shift_ends ON duty_shift (ends_at);
