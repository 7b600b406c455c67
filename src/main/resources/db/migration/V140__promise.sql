-- R8: what an agent told a customer the shop will do, until it is kept, broken or void. An open one has an instance that watches it.
CREATE TABLE promise (
  id           BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id      BIGINT        NOT NULL,
  request_id   VARCHAR(150)  NOT NULL,
  request_hash CHAR(64)      NOT NULL,
  kind         VARCHAR(20)   NOT NULL,
  words        VARCHAR(1000) NOT NULL,
  due_at       DATETIME      NOT NULL,
  agreed_at    DATETIME      NOT NULL,
  keeper       VARCHAR(64)   NOT NULL,
  made_by      VARCHAR(64)   NOT NULL,
  state        VARCHAR(10)   NOT NULL,
  ended_how    VARCHAR(60)   NULL,
  renewed      INT           NOT NULL DEFAULT 0,
  instance_id  VARCHAR(64)   NULL,
  made_ms      BIGINT        NOT NULL,
  ended_ms     BIGINT        NULL,
  CONSTRAINT uq_promise_request UNIQUE (request_id),
  CONSTRAINT fk_promise_case FOREIGN KEY (case_id) REFERENCES case_file (id),
  CONSTRAINT ck_promise_state CHECK (CASE state WHEN 'OPEN' THEN 1 WHEN 'KEPT' THEN 1 WHEN 'BROKEN' THEN 1 WHEN 'VOID' THEN 1 ELSE 0 END = 1),
  CONSTRAINT ck_promise_kind CHECK (CASE kind WHEN 'SHIPPED' THEN 1 WHEN 'ARRIVED' THEN 1 WHEN 'REFUNDED' THEN 1 WHEN 'RESHIPPED' THEN 1 WHEN 'CALLED_BACK' THEN 1 WHEN 'OTHER' THEN 1 ELSE 0 END = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_promise_case ON promise (case_id, id);

-- R9: what the manager publishes about shipping, and who has read it. shop '' holds for every shop without one of its own.
CREATE TABLE shipping_notice (
  id           BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  request_id   VARCHAR(150)  NOT NULL,
  request_hash CHAR(64)      NOT NULL,
  shop         VARCHAR(40)   NOT NULL DEFAULT '',
  ships_from   DATE          NULL,
  ships_by     DATE          NULL,
  arrives_from DATE          NULL,
  arrives_by   DATE          NULL,
  words        VARCHAR(2000) NOT NULL,
  valid_from   DATETIME      NOT NULL,
  valid_until  DATETIME      NOT NULL,
  published_by VARCHAR(64)   NOT NULL,
  published_ms BIGINT        NOT NULL,
  CONSTRAINT uq_notice_request UNIQUE (request_id),
  CONSTRAINT ck_notice_valid CHECK (valid_from < valid_until)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_notice_valid ON shipping_notice (valid_until);

CREATE TABLE shipping_notice_read (
  notice_id BIGINT      NOT NULL,
  username  VARCHAR(64) NOT NULL,
  read_ms   BIGINT      NOT NULL,
  PRIMARY KEY (notice_id, username),
  CONSTRAINT fk_notice_read FOREIGN KEY (notice_id) REFERENCES shipping_notice (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
