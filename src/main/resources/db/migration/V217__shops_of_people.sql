-- The shops somebody is kept to, codes with commas between them; empty for all shops.
ALTER TABLE user_account ADD COLUMN shops VARCHAR(5000) NOT NULL DEFAULT '';

-- A small shop's list is read as fast beside a large one's.
CREATE INDEX ix_queue_shop_list ON queue_entry (shop, role, priority, due_at, task_id);
CREATE INDEX ix_case_shop ON case_file (shop, id);
CREATE INDEX ix_queue_shop_other ON queue_entry (shop, other_role, priority, due_at, task_id);
