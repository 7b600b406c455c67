-- A change of a figure or of the calendar is looked at before it is done: what it says, how figures and calendar stood
-- then, which clocks ran then, and where each would stand.
CREATE TABLE change_preview (
  id            VARCHAR(40)  NOT NULL PRIMARY KEY,
  what          VARCHAR(12)  NOT NULL,
  body          MEDIUMTEXT   NOT NULL,
  standing      CHAR(64)     NOT NULL,
  newest_clock  BIGINT       NOT NULL,
  effects       MEDIUMTEXT   NOT NULL,
  made_by       VARCHAR(64)  NOT NULL,
  made_ms       BIGINT       NOT NULL,
  CONSTRAINT ck_preview_what CHECK (CASE what WHEN 'FIGURE' THEN 1 WHEN 'CALENDAR' THEN 1 ELSE 0 END = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_preview_made ON change_preview (made_ms);

-- What was changed, by whom, from what to what. name: the figure, or the dates.
CREATE TABLE shop_change (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  what        VARCHAR(12)  NOT NULL,
  name        VARCHAR(80)  NOT NULL,
  shop        VARCHAR(40)  NOT NULL,
  before_text TEXT         NOT NULL,
  after_text  TEXT         NOT NULL,
  valid_from  DATETIME     NULL,
  valid_to    DATETIME     NULL,
  made_by     VARCHAR(64)  NOT NULL,
  made_ms     BIGINT       NOT NULL,
  preview_id  VARCHAR(40)  NULL,
  clocks      INT          NOT NULL,
  CONSTRAINT uq_change_preview UNIQUE (preview_id),
  CONSTRAINT ck_change_what CHECK (CASE what WHEN 'FIGURE' THEN 1 WHEN 'CALENDAR' THEN 1 ELSE 0 END = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_change_name ON shop_change (what, name, id);

-- The clocks a change moves, written with it. PASSED: it had stopped, or stood elsewhere, before its turn came.
CREATE TABLE clock_move (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  change_id   BIGINT       NOT NULL,
  deadline_id BIGINT       NOT NULL,
  case_id     BIGINT       NULL,
  from_at     DATETIME     NOT NULL,
  to_at       DATETIME     NOT NULL,
  warn_at     DATETIME     NULL,
  why         MEDIUMTEXT   NOT NULL,
  state       VARCHAR(8)   NOT NULL,
  CONSTRAINT uq_clock_move UNIQUE (change_id, deadline_id),
  CONSTRAINT fk_move_change FOREIGN KEY (change_id) REFERENCES shop_change (id),
  CONSTRAINT fk_move_deadline FOREIGN KEY (deadline_id) REFERENCES deadline (id),
  CONSTRAINT ck_move_state CHECK (CASE state WHEN 'WAITING' THEN 1 WHEN 'MOVED' THEN 1 WHEN 'PASSED' THEN 1 ELSE 0 END = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_move_state ON clock_move (state, id);

-- One change at a time.
CREATE TABLE change_turn (
  id INT NOT NULL PRIMARY KEY
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
INSERT INTO change_turn (id) VALUES (1);
