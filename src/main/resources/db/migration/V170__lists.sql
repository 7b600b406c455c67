-- What people search by, one row a word and case: written with what it comes from, in the same transaction, so that a
-- search is a look into one index. Words are in lower case; of a phone number the last four digits are kept.
CREATE TABLE case_search (
  token   VARCHAR(100) NOT NULL,
  kind    VARCHAR(10)  NOT NULL,
  case_id BIGINT       NOT NULL,
  PRIMARY KEY (token, kind, case_id),
  CONSTRAINT fk_search_case FOREIGN KEY (case_id) REFERENCES case_file (id),
  CONSTRAINT ck_search_kind CHECK (CASE kind WHEN 'NUMBER' THEN 1 WHEN 'ORDER' THEN 1 WHEN 'BUYER' THEN 1 WHEN 'WAYBILL' THEN 1 WHEN 'PHONE' THEN 1 ELSE 0 END = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_search_case ON case_search (case_id, kind);

INSERT INTO case_search (token, kind, case_id)
  SELECT LOWER(number), 'NUMBER', id FROM case_file WHERE number IS NOT NULL
  UNION SELECT CAST(id AS CHAR(20)), 'NUMBER', id FROM case_file
  UNION SELECT LOWER(order_no), 'ORDER', id FROM case_file
  UNION SELECT LOWER(buyer), 'BUYER', id FROM case_file WHERE buyer IS NOT NULL
  UNION SELECT LOWER(o.waybill), 'WAYBILL', c.id FROM case_file c JOIN shop_order o ON o.id = c.order_id WHERE o.waybill IS NOT NULL
  UNION SELECT LOWER(p.waybill), 'WAYBILL', p.case_id FROM second_parcel p WHERE p.waybill IS NOT NULL
  UNION SELECT LOWER(r.waybill), 'WAYBILL', r.case_id FROM return_case r WHERE r.waybill IS NOT NULL
  UNION SELECT LOWER(r.back_waybill), 'WAYBILL', r.case_id FROM return_case r WHERE r.back_waybill IS NOT NULL
  UNION SELECT RIGHT(REPLACE(REPLACE(o.phone, '-', ''), ' ', ''), 4), 'PHONE', c.id FROM case_file c JOIN shop_order o ON o.id = c.order_id
    WHERE LENGTH(REPLACE(REPLACE(o.phone, '-', ''), ' ', '')) >= 4;

-- What the team's list is narrowed by, and when a task came to its owner.
ALTER TABLE queue_entry ADD COLUMN courier VARCHAR(60) NULL;
ALTER TABLE queue_entry ADD COLUMN owned_ms BIGINT NULL;
UPDATE queue_entry SET courier = (SELECT o.courier FROM case_file c JOIN shop_order o ON o.id = c.order_id WHERE c.id = queue_entry.case_id)
  WHERE case_id IS NOT NULL;

-- One way through the index for each list: of a role, and of a role with one thing more.
CREATE INDEX ix_queue_list ON queue_entry (role, priority, due_at, task_id);
CREATE INDEX ix_queue_list_other ON queue_entry (other_role, priority, due_at, task_id);
CREATE INDEX ix_queue_list_type ON queue_entry (role, case_type, priority, due_at, task_id);
CREATE INDEX ix_queue_list_task ON queue_entry (role, task_key, priority, due_at, task_id);
CREATE INDEX ix_queue_list_reason ON queue_entry (role, reason, priority, due_at, task_id);
CREATE INDEX ix_queue_list_due ON queue_entry (role, due_at);
CREATE INDEX ix_queue_list_new ON queue_entry (role, created_ms);
CREATE INDEX ix_queue_mine_new ON queue_entry (owner, owned_ms);
CREATE INDEX ix_case_status_newest ON case_file (status, id);
CREATE INDEX ix_case_type_newest ON case_file (type, id);

-- A list somebody looks at again and again. default_of is the user's name for the one shown first, else null.
CREATE TABLE saved_view (
  id         BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  username   VARCHAR(64)  NOT NULL,
  name       VARCHAR(60)  NOT NULL,
  filter     TEXT         NOT NULL,
  default_of VARCHAR(64)  NULL,
  saved_ms   BIGINT       NOT NULL,
  CONSTRAINT uq_saved_view UNIQUE (username, name),
  CONSTRAINT uq_saved_view_default UNIQUE (default_of),
  CONSTRAINT ck_saved_view_default CHECK (default_of IS NULL OR default_of = username)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
