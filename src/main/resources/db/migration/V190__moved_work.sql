-- R4, R45: work a supervisor moved, many tasks at a time: what became of each, so that the same request changes nothing and
-- the whole can be given back.
CREATE TABLE work_move (
  id          BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  request_id  VARCHAR(80) NOT NULL,
  body_hash   CHAR(64)    NOT NULL,
  how         VARCHAR(10) NOT NULL,
  by_user     VARCHAR(64) NOT NULL,
  at_ms       BIGINT      NOT NULL,
  done_ms     BIGINT      NULL,
  given_by    VARCHAR(64) NULL,
  given_ms    BIGINT      NULL,
  CONSTRAINT uq_work_move UNIQUE (request_id),
  CONSTRAINT ck_work_move_how CHECK (CASE how WHEN 'ONE' THEN 1 WHEN 'SPREAD' THEN 1 WHEN 'POOL' THEN 1 ELSE 0 END = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_work_move_at ON work_move (at_ms);

CREATE TABLE work_move_row (
  move_id      BIGINT       NOT NULL,
  seq          INT          NOT NULL,
  task_id      VARCHAR(64)  NOT NULL,
  task_key     VARCHAR(60)  NULL,
  case_number  VARCHAR(40)  NULL,
  page         VARCHAR(200) NULL,
  before_owner VARCHAR(64)  NULL,
  after_owner  VARCHAR(64)  NULL,
  problem      VARCHAR(60)  NULL,
  detail       VARCHAR(400) NULL,
  back_problem VARCHAR(60)  NULL,
  back_ms      BIGINT       NULL,
  PRIMARY KEY (move_id, seq),
  CONSTRAINT uq_work_move_task UNIQUE (move_id, task_id),
  CONSTRAINT fk_work_move FOREIGN KEY (move_id) REFERENCES work_move (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- How much each person has, and how much is free of each kind, from the index alone.
CREATE INDEX ix_queue_workload ON queue_entry (owner, task_key, due_at);
