-- A task may belong to something that is no case (one incident hits many): then case_id is null and the subject is named.
ALTER TABLE queue_entry MODIFY COLUMN case_id BIGINT NULL;
ALTER TABLE queue_entry MODIFY COLUMN order_no VARCHAR(64) NULL;
ALTER TABLE queue_entry MODIFY COLUMN reason VARCHAR(40) NULL;
ALTER TABLE queue_entry ADD COLUMN subject VARCHAR(20) NULL;
ALTER TABLE queue_entry ADD COLUMN subject_id BIGINT NULL;
-- Handled together with others meanwhile: shown in the lists, but not handed out as the next piece of work (R37).
ALTER TABLE queue_entry ADD COLUMN quiet BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE queue_entry ADD CONSTRAINT ck_queue_belongs CHECK (case_id IS NOT NULL AND subject IS NULL OR case_id IS NULL AND subject IS NOT NULL AND subject_id IS NOT NULL);
CREATE INDEX ix_queue_subject ON queue_entry (subject, subject_id);

-- The clock of such a task belongs to no case either; the task names what it is about.
ALTER TABLE deadline MODIFY COLUMN case_id BIGINT NULL;
ALTER TABLE deadline ADD CONSTRAINT ck_deadline_belongs CHECK (case_id IS NOT NULL OR task_id IS NOT NULL);

-- Single follow-ups of the case rest while it is handled together with others (R37).
ALTER TABLE case_file ADD COLUMN quiet BOOLEAN NOT NULL DEFAULT FALSE;
