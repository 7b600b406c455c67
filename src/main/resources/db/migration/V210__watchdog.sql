-- What the watchdog found and nobody mended yet. A finding that a later look does not meet again is gone with its row.
CREATE TABLE watchdog_finding (
  id        BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind      VARCHAR(20)  NOT NULL,
  subject   VARCHAR(100) NOT NULL,
  case_id   BIGINT       NULL,
  detail    VARCHAR(250) NULL,
  found_ms  BIGINT       NOT NULL,
  seen_look BIGINT       NOT NULL,
  told      BOOLEAN      NOT NULL DEFAULT FALSE,
  CONSTRAINT uq_watchdog_finding UNIQUE (kind, subject)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- How far the watchdog is: one look goes through all its parts in portions, whichever node takes the next one. Between
-- looks part is null, and next_ms says when the next one begins.
CREATE TABLE watchdog_look (
  id          INT          NOT NULL PRIMARY KEY,
  look        BIGINT       NOT NULL,
  part        VARCHAR(20)  NULL,
  after_key   VARCHAR(150) NULL,
  looked_at   BIGINT       NOT NULL,
  began_ms    BIGINT       NULL,
  ended_ms    BIGINT       NULL,
  next_ms     BIGINT       NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
INSERT INTO watchdog_look (id, look, looked_at, next_ms) VALUES (1, 0, 0, 0);
