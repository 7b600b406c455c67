-- What the workers need to go on with an effect after a crash, and what a person said about one done by hand.
-- open_task is the external task's id until the effect is settled and null afterwards: one open effect per task.
ALTER TABLE outside_effect ADD COLUMN (
  topic         VARCHAR(60)  NULL,
  instance_id   VARCHAR(64)  NULL,
  element_id    VARCHAR(100) NULL,
  open_task     VARCHAR(64)  NULL,
  queries       INT          NOT NULL DEFAULT 0,
  failures      INT          NOT NULL DEFAULT 0,
  next_ms       BIGINT       NULL,
  uncertain_ms  BIGINT       NULL,
  alarmed_ms    BIGINT       NULL,
  hand_outcome  VARCHAR(10)  NULL,
  note          VARCHAR(500) NULL
);
ALTER TABLE outside_effect ADD CONSTRAINT uq_effect_open_task UNIQUE (open_task);
CREATE INDEX ix_effect_next ON outside_effect (state, next_ms);
CREATE INDEX ix_hook_problem ON hook_event (effect, id);
