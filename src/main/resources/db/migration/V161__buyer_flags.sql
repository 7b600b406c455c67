-- R44: what is known of a buyer, with the evidence, until when, and who set and ended it. One of a kind at a time:
-- active_kind is empty once it was ended or has run out.
CREATE TABLE buyer_flag (
  id          BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  shop        VARCHAR(40)   NOT NULL,
  buyer       VARCHAR(100)  NOT NULL,
  kind        VARCHAR(12)   NOT NULL,
  active_kind VARCHAR(12)   NULL,
  evidence    VARCHAR(4000) NOT NULL,
  case_id     BIGINT        NULL,
  set_by      VARCHAR(64)   NOT NULL,
  set_ms      BIGINT        NOT NULL,
  until_at    DATETIME      NOT NULL,
  ended_by    VARCHAR(64)   NULL,
  ended_ms    BIGINT        NULL,
  end_reason  VARCHAR(1000) NULL,
  CONSTRAINT uq_buyer_flag UNIQUE (shop, buyer, active_kind),
  CONSTRAINT fk_flag_case FOREIGN KEY (case_id) REFERENCES case_file (id),
  CONSTRAINT ck_flag_kind CHECK (CASE kind WHEN 'EXTORTION' THEN 1 WHEN 'IMPORTANT' THEN 1 ELSE 0 END = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What comes first: 1 before 2, then by due time (R39, R44).
ALTER TABLE queue_entry ADD COLUMN priority INT NOT NULL DEFAULT 2;
CREATE INDEX ix_queue_role_first ON queue_entry (role, owner, priority, due_at, task_id);
CREATE INDEX ix_queue_owner_first ON queue_entry (owner, priority, due_at, task_id);
CREATE INDEX ix_queue_buyer ON queue_entry (shop, buyer);

-- A case somebody called urgent (R39), once.
CREATE TABLE case_urgency (
  case_id   BIGINT       NOT NULL PRIMARY KEY,
  why       VARCHAR(200) NOT NULL,
  raised_by VARCHAR(64)  NOT NULL,
  raised_ms BIGINT       NOT NULL,
  CONSTRAINT fk_urgency_case FOREIGN KEY (case_id) REFERENCES case_file (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- R7: notes with parts, so that an address or an article is never only free text.
CREATE TABLE case_note (
  id          BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id     BIGINT        NOT NULL,
  kind        VARCHAR(20)   NOT NULL,
  words       VARCHAR(4000) NULL,
  old_address VARCHAR(500)  NULL,
  new_address VARCHAR(500)  NULL,
  sku         VARCHAR(64)   NULL,
  quantity    INT           NULL,
  line_no     INT           NULL,
  made_by     VARCHAR(64)   NOT NULL,
  made_ms     BIGINT        NOT NULL,
  CONSTRAINT fk_note_case FOREIGN KEY (case_id) REFERENCES case_file (id),
  CONSTRAINT ck_note_parts CHECK (CASE kind
    WHEN 'GENERAL' THEN CASE WHEN words IS NOT NULL THEN 1 ELSE 0 END
    WHEN 'ADDRESS' THEN CASE WHEN old_address IS NOT NULL AND new_address IS NOT NULL THEN 1 ELSE 0 END
    WHEN 'ADDRESS_CONFIRMED' THEN CASE WHEN new_address IS NOT NULL THEN 1 ELSE 0 END
    WHEN 'SUBSTITUTE' THEN CASE WHEN sku IS NOT NULL AND quantity > 0 THEN 1 ELSE 0 END
    WHEN 'GIFT' THEN CASE WHEN sku IS NOT NULL AND quantity > 0 THEN 1 ELSE 0 END
    ELSE 0 END = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_note_case ON case_note (case_id, id);
