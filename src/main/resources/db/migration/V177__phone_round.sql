-- R21: the phone round. One buyer is called by one agent at a time; one call stands for all held orders of the buyer.
CREATE TABLE phone_round_call (
  id         BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  buyer_key  VARCHAR(64)  NOT NULL,
  open_key   VARCHAR(64)  NULL,
  open_agent VARCHAR(64)  NULL,
  agent      VARCHAR(64)  NOT NULL,
  taken_ms   BIGINT       NOT NULL,
  until_ms   BIGINT       NOT NULL,
  ended_ms   BIGINT       NULL,
  body_hash  VARCHAR(64)  NULL,
  outcome    VARCHAR(20)  NULL,
  results    TEXT         NULL,
  CONSTRAINT uq_round_buyer UNIQUE (open_key),
  CONSTRAINT uq_round_agent UNIQUE (open_agent),
  CONSTRAINT ck_round_open CHECK ((ended_ms IS NULL AND open_key IS NOT NULL AND open_agent IS NOT NULL)
    OR (ended_ms IS NOT NULL AND open_key IS NULL AND open_agent IS NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_round_agent ON phone_round_call (agent, ended_ms);

-- What the round wrote to a buyer in a slot, by channel: a slot's chat and SMS are tried once.
CREATE TABLE phone_round_message (
  slot_id    BIGINT      NOT NULL,
  channel    VARCHAR(8)  NOT NULL,
  state      VARCHAR(12) NOT NULL,
  written_by VARCHAR(64) NOT NULL,
  written_ms BIGINT      NOT NULL,
  PRIMARY KEY (slot_id, channel),
  CONSTRAINT fk_round_message_slot FOREIGN KEY (slot_id) REFERENCES contact_slot (id),
  CONSTRAINT ck_round_message CHECK (CASE state WHEN 'WAITING' THEN 1 WHEN 'BY_HAND' THEN 1 ELSE 0 END = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE INDEX ix_queue_task_key ON queue_entry (task_key, priority, due_at);
