-- Where the installation tells others what happens. What is told is decided when an event is written: its body never changes.
CREATE TABLE webhook (
  id             BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name           VARCHAR(100) NOT NULL,
  url            VARCHAR(500) NOT NULL,
  kinds          MEDIUMTEXT         NOT NULL,
  shops          MEDIUMTEXT         NOT NULL,
  shares         VARCHAR(100) NOT NULL,
  state          VARCHAR(10)  NOT NULL,
  why            VARCHAR(20)  NULL,
  failures       INT          NOT NULL DEFAULT 0,
  failing_since_ms BIGINT     NULL,
  rests_until_ms BIGINT       NOT NULL DEFAULT 0,
  created_by     VARCHAR(64)  NOT NULL,
  created_ms     BIGINT       NOT NULL,
  revision       BIGINT       NOT NULL DEFAULT 0,
  CONSTRAINT uq_webhook_name UNIQUE (name),
  CONSTRAINT ck_webhook_state CHECK (CASE state WHEN 'ACTIVE' THEN 1 WHEN 'PAUSED' THEN 1 WHEN 'OFF' THEN 1 ELSE 0 END = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Encrypted under the installation's key. While a secret is rotated there are two.
CREATE TABLE webhook_secret (
  id             BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  webhook_id     BIGINT       NOT NULL,
  sealed         VARCHAR(200) NOT NULL,
  created_ms     BIGINT       NOT NULL,
  valid_until_ms BIGINT       NULL,
  CONSTRAINT fk_webhook_secret FOREIGN KEY (webhook_id) REFERENCES webhook (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- One event for one webhook. WAITING: to be delivered; HELD: the webhook is paused. Within a subject (a case, an
-- incident) an event waits for those before it.
CREATE TABLE webhook_delivery (
  id           BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  webhook_id   BIGINT       NOT NULL,
  message_id   VARCHAR(40)  NOT NULL,
  kind         VARCHAR(40)  NOT NULL,
  subject      VARCHAR(40)  NOT NULL,
  case_id      BIGINT       NULL,
  body         MEDIUMTEXT   NOT NULL,
  state        VARCHAR(10)  NOT NULL,
  attempts     INT          NOT NULL DEFAULT 0,
  queued_ms    BIGINT       NOT NULL,
  next_try_ms  BIGINT       NOT NULL,
  created_ms   BIGINT       NOT NULL,
  ended_ms     BIGINT       NULL,
  last_status  INT          NULL,
  last_problem VARCHAR(300) NULL,
  CONSTRAINT uq_webhook_message UNIQUE (message_id),
  CONSTRAINT fk_webhook_delivery FOREIGN KEY (webhook_id) REFERENCES webhook (id),
  CONSTRAINT ck_webhook_delivery CHECK (CASE state WHEN 'WAITING' THEN 1 WHEN 'HELD' THEN 1 WHEN 'DELIVERED' THEN 1 WHEN 'GIVEN_UP' THEN 1 ELSE 0 END = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_webhook_due ON webhook_delivery (webhook_id, state, next_try_ms, id);
CREATE INDEX ix_webhook_subject ON webhook_delivery (webhook_id, subject, state, id);
CREATE INDEX ix_webhook_list ON webhook_delivery (webhook_id, id);
CREATE INDEX ix_webhook_list_state ON webhook_delivery (webhook_id, state, id);
CREATE INDEX ix_webhook_created ON webhook_delivery (webhook_id, created_ms);
CREATE INDEX ix_webhook_ended ON webhook_delivery (ended_ms);

CREATE TABLE webhook_attempt (
  id          BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  delivery_id BIGINT        NOT NULL,
  at_ms       BIGINT        NOT NULL,
  took_ms     INT           NOT NULL,
  status      INT           NULL,
  problem     VARCHAR(300)  NULL,
  response    MEDIUMTEXT    NULL,
  CONSTRAINT fk_webhook_attempt FOREIGN KEY (delivery_id) REFERENCES webhook_delivery (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_webhook_attempt ON webhook_attempt (delivery_id, id);
