-- R10: what goes beyond the limit of who releases it waits for a manager; until then it covers nothing, and the one it is to
-- replace goes on. Nobody approves what they themselves proposed.
ALTER TABLE standing_remedy ADD COLUMN (
  waits       BOOLEAN     NOT NULL DEFAULT FALSE,
  replaces    BIGINT      NULL,
  approved_by VARCHAR(64) NULL,
  approved_ms BIGINT      NULL
);
ALTER TABLE standing_remedy ADD CONSTRAINT ck_standing_eyes CHECK (approved_by IS NULL OR approved_by <> released_by);
ALTER TABLE standing_remedy ADD CONSTRAINT ck_standing_waits CHECK (CASE WHEN waits = TRUE AND approved_by IS NOT NULL THEN 0 ELSE 1 END = 1);
