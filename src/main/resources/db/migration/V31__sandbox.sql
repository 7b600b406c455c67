-- The sandbox's own books. They stand for systems of others: nothing of ours reads or writes them but the sandbox,
-- in transactions of its own.

-- What it was asked for, by key.
CREATE TABLE sandbox_effect (
  id         BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  idem_key   VARCHAR(100) NOT NULL,
  gateway    VARCHAR(20)  NOT NULL,
  operation  VARCHAR(30)  NOT NULL,
  shop       VARCHAR(40)  NOT NULL,
  order_no   VARCHAR(64)  NOT NULL,
  state      VARCHAR(12)  NOT NULL,
  answer     MEDIUMTEXT   NOT NULL,
  request    MEDIUMTEXT   NOT NULL,
  reference  VARCHAR(100) NULL,
  callbacks  INT          NOT NULL,
  outcome    VARCHAR(30)  NULL,
  ready_ms   BIGINT       NULL,
  calls      INT          NOT NULL DEFAULT 1,
  created_ms BIGINT       NOT NULL,
  CONSTRAINT uq_sandbox_effect UNIQUE (idem_key)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_sandbox_ready ON sandbox_effect (ready_ms);

-- Every payment it made. Nothing is unique here on purpose: a second payment of one refund would show.
CREATE TABLE sandbox_payment (
  id           BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  idem_key     VARCHAR(100) NOT NULL,
  shop         VARCHAR(40)  NOT NULL,
  order_no     VARCHAR(64)  NOT NULL,
  amount_minor BIGINT       NOT NULL,
  currency     CHAR(3)      NOT NULL,
  paid_ms      BIGINT       NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_sandbox_payment_key ON sandbox_payment (idem_key);
CREATE INDEX ix_sandbox_payment_order ON sandbox_payment (order_no);

CREATE TABLE sandbox_shipment (
  shop     VARCHAR(40)  NOT NULL,
  order_no VARCHAR(64)  NOT NULL,
  state    VARCHAR(12)  NOT NULL,
  address  VARCHAR(500) NULL,
  waybill  VARCHAR(64)  NULL,
  PRIMARY KEY (shop, order_no)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Only what differs from the usual plenty.
CREATE TABLE sandbox_stock (
  sku    VARCHAR(64) NOT NULL PRIMARY KEY,
  pieces INT         NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- How it behaves; order_no '' for every order without a row of its own. times_left null: until changed.
CREATE TABLE sandbox_behaviour (
  gateway    VARCHAR(20) NOT NULL,
  operation  VARCHAR(30) NOT NULL,
  order_no   VARCHAR(64) NOT NULL,
  behaviour  VARCHAR(30) NOT NULL,
  times_left INT         NULL,
  delay_ms   BIGINT      NULL,
  outcome    VARCHAR(30) NULL,
  callbacks  INT         NOT NULL,
  PRIMARY KEY (gateway, operation, order_no)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Events it will send.
CREATE TABLE sandbox_event (
  id         BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  due_ms     BIGINT       NOT NULL,
  source     VARCHAR(20)  NOT NULL,
  event_id   VARCHAR(100) NOT NULL,
  body       MEDIUMTEXT   NOT NULL,
  copies     INT          NOT NULL,
  sent_ms    BIGINT       NULL,
  CONSTRAINT uq_sandbox_event UNIQUE (source, event_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_sandbox_event_due ON sandbox_event (sent_ms, due_ms);
