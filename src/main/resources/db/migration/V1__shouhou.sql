-- The same script runs on H2 (MySQL mode), MySQL and MariaDB.
-- Deadlines and other facts people date are DATETIME in UTC, whole seconds; what needs a finer time is BIGINT epoch millis (…_ms).
-- Codes are checked by CASE: H2 evaluates IN over text with the connection that created the table, and fails once it is closed.
-- Money is BIGINT in minor units beside its currency. Order of events is a sequence number, never time.

CREATE TABLE shop_order (
  id            BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  shop          VARCHAR(40)  NOT NULL,
  order_no      VARCHAR(64)  NOT NULL,
  currency      CHAR(3)      NOT NULL,
  total_minor   BIGINT       NOT NULL,
  paid_minor    BIGINT       NOT NULL,
  created_at    DATETIME     NULL,
  paid_at       DATETIME     NULL,
  buyer         VARCHAR(100) NULL,
  buyer_flag    VARCHAR(20)  NULL,
  recipient     VARCHAR(100) NULL,
  phone         VARCHAR(40)  NULL,
  email         VARCHAR(200) NULL,
  region        VARCHAR(60)  NULL,
  address       VARCHAR(500) NULL,
  courier       VARCHAR(60)  NULL,
  waybill       VARCHAR(64)  NULL,
  shipped_at    DATETIME     NULL,
  received_at   DATETIME     NULL,
  ship_by       DATETIME     NULL,
  shipping_known BOOLEAN     NOT NULL,
  row_hash      CHAR(64)     NOT NULL,
  revision      BIGINT       NOT NULL DEFAULT 0,
  CONSTRAINT uq_order UNIQUE (shop, order_no),
  CONSTRAINT ck_order_money CHECK (total_minor >= 0 AND paid_minor >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_order_no ON shop_order (order_no);
CREATE INDEX ix_order_buyer ON shop_order (shop, buyer);
CREATE INDEX ix_order_waybill ON shop_order (waybill);

CREATE TABLE order_line (
  id         BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  order_id   BIGINT       NOT NULL,
  line_no    INT          NOT NULL,
  sku        VARCHAR(64)  NULL,
  title      VARCHAR(200) NULL,
  quantity   INT          NOT NULL,
  paid_minor BIGINT       NOT NULL,
  CONSTRAINT uq_line UNIQUE (order_id, line_no),
  CONSTRAINT fk_line_order FOREIGN KEY (order_id) REFERENCES shop_order (id),
  CONSTRAINT ck_line CHECK (quantity > 0 AND paid_minor >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- R13: what we paid or reserved never exceeds what is left. A payment made outside is recorded as it is; what it
-- overruns stands in overrun_minor, which only such a record raises, so that our own part can never use it.
CREATE TABLE order_balance (
  order_id        BIGINT NOT NULL PRIMARY KEY,
  paid_minor      BIGINT NOT NULL,
  refunded_minor  BIGINT NOT NULL DEFAULT 0,
  reserved_minor  BIGINT NOT NULL DEFAULT 0,
  elsewhere_minor BIGINT NOT NULL DEFAULT 0,
  overrun_minor   BIGINT NOT NULL DEFAULT 0,
  CONSTRAINT fk_balance_order FOREIGN KEY (order_id) REFERENCES shop_order (id),
  CONSTRAINT ck_order_balance_parts CHECK (paid_minor >= 0 AND refunded_minor >= 0 AND reserved_minor >= 0 AND elsewhere_minor >= 0 AND overrun_minor >= 0),
  CONSTRAINT ck_order_balance CHECK (refunded_minor + reserved_minor + elsewhere_minor <= paid_minor + overrun_minor)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE line_balance (
  line_id         BIGINT NOT NULL PRIMARY KEY,
  paid_minor      BIGINT NOT NULL,
  refunded_minor  BIGINT NOT NULL DEFAULT 0,
  reserved_minor  BIGINT NOT NULL DEFAULT 0,
  elsewhere_minor BIGINT NOT NULL DEFAULT 0,
  overrun_minor   BIGINT NOT NULL DEFAULT 0,
  CONSTRAINT fk_balance_line FOREIGN KEY (line_id) REFERENCES order_line (id),
  CONSTRAINT ck_line_balance_parts CHECK (paid_minor >= 0 AND refunded_minor >= 0 AND reserved_minor >= 0 AND elsewhere_minor >= 0 AND overrun_minor >= 0),
  CONSTRAINT ck_line_balance CHECK (refunded_minor + reserved_minor + elsewhere_minor <= paid_minor + overrun_minor)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE import_job (
  id            BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  format        VARCHAR(60)  NOT NULL,
  file_name     VARCHAR(255) NULL,
  started_by    VARCHAR(64)  NOT NULL,
  state         VARCHAR(20)  NOT NULL,
  bytes_total   BIGINT       NOT NULL,
  bytes_done    BIGINT       NOT NULL DEFAULT 0,
  imported      BIGINT       NOT NULL DEFAULT 0,
  updated       BIGINT       NOT NULL DEFAULT 0,
  unchanged     BIGINT       NOT NULL DEFAULT 0,
  cases_opened  BIGINT       NOT NULL DEFAULT 0,
  rejected      BIGINT       NOT NULL DEFAULT 0,
  problem       VARCHAR(500) NULL,
  started_ms    BIGINT       NOT NULL,
  touched_ms    BIGINT       NOT NULL,
  finished_ms   BIGINT       NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE import_rejection (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  import_id   BIGINT       NOT NULL,
  line_no     BIGINT       NOT NULL,
  column_name VARCHAR(100) NULL,
  problem     VARCHAR(500) NOT NULL,
  CONSTRAINT fk_rejection_import FOREIGN KEY (import_id) REFERENCES import_job (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE case_file (
  id                 BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  number             VARCHAR(24)  NULL,
  type               VARCHAR(30)  NOT NULL,
  status             VARCHAR(10)  NOT NULL,
  outcome            VARCHAR(30)  NULL,
  shop               VARCHAR(40)  NOT NULL,
  order_id           BIGINT       NOT NULL,
  order_no           VARCHAR(64)  NOT NULL,
  buyer              VARCHAR(100) NULL,
  reason             VARCHAR(40)  NOT NULL,
  amount_minor       BIGINT       NULL,
  currency           CHAR(3)      NOT NULL,
  channel            VARCHAR(20)  NOT NULL,
  words              VARCHAR(4000) NULL,
  external_reference VARCHAR(100) NULL,
  platform_deadline  DATETIME     NULL,
  request_id         VARCHAR(150) NOT NULL,
  request_hash       CHAR(64)     NOT NULL,
  instance_id        VARCHAR(64)  NULL,
  opened_by          VARCHAR(64)  NOT NULL,
  opened_at          DATETIME     NOT NULL,
  first_reply_at     DATETIME     NULL,
  closed_at          DATETIME     NULL,
  revision           BIGINT       NOT NULL DEFAULT 0,
  CONSTRAINT uq_case_number UNIQUE (number),
  CONSTRAINT uq_case_request UNIQUE (request_id),
  CONSTRAINT fk_case_order FOREIGN KEY (order_id) REFERENCES shop_order (id),
  CONSTRAINT ck_case_amount CHECK (amount_minor IS NULL OR amount_minor > 0),
  CONSTRAINT ck_case_status CHECK (CASE status WHEN 'OPEN' THEN 1 WHEN 'WAITING' THEN 1 WHEN 'CLOSED' THEN 1 ELSE 0 END = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_case_order ON case_file (order_id);
CREATE INDEX ix_case_order_no ON case_file (order_no);
CREATE INDEX ix_case_buyer ON case_file (buyer, id);
CREATE INDEX ix_case_status ON case_file (status, type, id);
CREATE INDEX ix_case_opened_by ON case_file (opened_by, id);

CREATE TABLE case_line (
  case_id BIGINT NOT NULL,
  line_id BIGINT NOT NULL,
  PRIMARY KEY (case_id, line_id),
  CONSTRAINT fk_case_line_case FOREIGN KEY (case_id) REFERENCES case_file (id),
  CONSTRAINT fk_case_line_line FOREIGN KEY (line_id) REFERENCES order_line (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Append-only: everything that happened to a case, in order of seq.
CREATE TABLE case_event (
  seq     BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id BIGINT       NOT NULL,
  at_ms   BIGINT       NOT NULL,
  actor   VARCHAR(64)  NOT NULL,
  kind    VARCHAR(40)  NOT NULL,
  data    MEDIUMTEXT   NOT NULL,
  CONSTRAINT fk_event_case FOREIGN KEY (case_id) REFERENCES case_file (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_event_case ON case_event (case_id, seq);

CREATE TABLE message_fact (
  id           BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id      BIGINT       NOT NULL,
  message_id   VARCHAR(100) NOT NULL,
  name         VARCHAR(40)  NOT NULL,
  data         MEDIUMTEXT   NOT NULL,
  state        VARCHAR(12)  NOT NULL,
  sent_by      VARCHAR(64)  NOT NULL,
  received_ms  BIGINT       NOT NULL,
  delivered_ms BIGINT       NULL,
  CONSTRAINT uq_message UNIQUE (case_id, message_id),
  CONSTRAINT fk_message_case FOREIGN KEY (case_id) REFERENCES case_file (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_message_state ON message_fact (case_id, state);

CREATE TABLE deadline (
  id         BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id    BIGINT       NOT NULL,
  task_id    VARCHAR(64)  NULL,
  kind       VARCHAR(40)  NOT NULL,
  starts_at  DATETIME     NOT NULL,
  due_at     DATETIME     NOT NULL,
  warn_at    DATETIME     NULL,
  warned_at  DATETIME     NULL,
  told_at    DATETIME     NULL,
  state      VARCHAR(12)  NOT NULL,
  ended_at   DATETIME     NULL,
  why        MEDIUMTEXT   NOT NULL,
  CONSTRAINT fk_deadline_case FOREIGN KEY (case_id) REFERENCES case_file (id),
  CONSTRAINT ck_deadline_state CHECK (CASE state WHEN 'RUNNING' THEN 1 WHEN 'MET' THEN 1 WHEN 'MISSED' THEN 1 WHEN 'CANCELLED' THEN 1 ELSE 0 END = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_deadline_case ON deadline (case_id, state);
CREATE INDEX ix_deadline_task ON deadline (task_id);
CREATE INDEX ix_deadline_due ON deadline (state, told_at, due_at);
CREATE INDEX ix_deadline_warn ON deadline (state, warned_at, warn_at);

-- The list of open work: one row per open task, with what the lists show and sort by. The engine is not asked.
CREATE TABLE queue_entry (
  task_id       VARCHAR(64)  NOT NULL PRIMARY KEY,
  case_id       BIGINT       NOT NULL,
  case_number   VARCHAR(24)  NOT NULL,
  case_type     VARCHAR(30)  NOT NULL,
  task_key      VARCHAR(60)  NOT NULL,
  definition_id VARCHAR(100) NOT NULL,
  role          VARCHAR(20)  NOT NULL,
  other_role    VARCHAR(20)  NULL,
  excluded_user VARCHAR(64)  NULL,
  owner         VARCHAR(64)  NULL,
  shop          VARCHAR(40)  NOT NULL,
  order_no      VARCHAR(64)  NOT NULL,
  buyer         VARCHAR(100) NULL,
  reason        VARCHAR(40)  NOT NULL,
  amount_minor  BIGINT       NULL,
  currency      CHAR(3)      NOT NULL,
  due_at        DATETIME     NOT NULL,
  created_ms    BIGINT       NOT NULL,
  revision      BIGINT       NOT NULL DEFAULT 0,
  CONSTRAINT fk_queue_case FOREIGN KEY (case_id) REFERENCES case_file (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_queue_owner ON queue_entry (owner, due_at, task_id);
CREATE INDEX ix_queue_role ON queue_entry (role, owner, due_at, task_id);
CREATE INDEX ix_queue_case ON queue_entry (case_id);
CREATE INDEX ix_queue_due ON queue_entry (due_at, task_id);

CREATE TABLE completed_command (
  request_id VARCHAR(150) NOT NULL PRIMARY KEY,
  actor      VARCHAR(64)  NOT NULL,
  task_id    VARCHAR(64)  NOT NULL,
  body_hash  CHAR(64)     NOT NULL,
  at_ms      BIGINT       NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Consents given or refused (R10, four eyes); refused attempts are kept too.
CREATE TABLE consent (
  id           BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id      BIGINT       NOT NULL,
  amount_minor BIGINT       NOT NULL,
  currency     CHAR(3)      NOT NULL,
  proposed_by  VARCHAR(64)  NOT NULL,
  decided_by   VARCHAR(64)  NOT NULL,
  level        VARCHAR(20)  NOT NULL,
  decision     VARCHAR(20)  NOT NULL,
  lapsed       BOOLEAN      NOT NULL DEFAULT FALSE,
  at_ms        BIGINT       NOT NULL,
  CONSTRAINT fk_consent_case FOREIGN KEY (case_id) REFERENCES case_file (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_consent_case ON consent (case_id);

-- The refund ledger: one row an intent. A new try after a decline is a new row with a new key (R13).
-- in_flight_case is the case id from reservation to answer and null afterwards: one intent in flight per case.
CREATE TABLE refund (
  id             BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id        BIGINT       NOT NULL,
  order_id       BIGINT       NOT NULL,
  kind           VARCHAR(20)  NOT NULL,
  state          VARCHAR(12)  NOT NULL,
  source         VARCHAR(12)  NOT NULL,
  amount_minor   BIGINT       NOT NULL,
  currency       CHAR(3)      NOT NULL,
  idem_key       VARCHAR(100) NOT NULL,
  in_flight_case BIGINT       NULL,
  payee          VARCHAR(100) NULL,
  reference      VARCHAR(100) NULL,
  attempts       INT          NOT NULL DEFAULT 0,
  answer         VARCHAR(500) NULL,
  recorded_by    VARCHAR(64)  NOT NULL,
  confirmed_by   VARCHAR(64)  NULL,
  created_ms     BIGINT       NOT NULL,
  sent_ms        BIGINT       NULL,
  settled_ms     BIGINT       NULL,
  CONSTRAINT uq_refund_key UNIQUE (idem_key),
  CONSTRAINT uq_refund_in_flight UNIQUE (in_flight_case),
  CONSTRAINT fk_refund_case FOREIGN KEY (case_id) REFERENCES case_file (id),
  CONSTRAINT fk_refund_order FOREIGN KEY (order_id) REFERENCES shop_order (id),
  CONSTRAINT ck_refund_amount CHECK (amount_minor > 0),
  CONSTRAINT ck_refund_state CHECK (CASE state WHEN 'RESERVED' THEN 1 WHEN 'SENT' THEN 1 WHEN 'UNKNOWN' THEN 1 WHEN 'SUCCEEDED' THEN 1 WHEN 'DECLINED' THEN 1 WHEN 'CANCELLED' THEN 1 WHEN 'EXTERNAL' THEN 1 ELSE 0 END = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_refund_case ON refund (case_id);
CREATE INDEX ix_refund_order ON refund (order_id);
CREATE INDEX ix_refund_settled ON refund (settled_ms);

CREATE TABLE refund_line (
  refund_id    BIGINT NOT NULL,
  line_id      BIGINT NOT NULL,
  amount_minor BIGINT NOT NULL,
  PRIMARY KEY (refund_id, line_id),
  CONSTRAINT fk_refund_line_refund FOREIGN KEY (refund_id) REFERENCES refund (id),
  CONSTRAINT fk_refund_line_line FOREIGN KEY (line_id) REFERENCES order_line (id),
  CONSTRAINT ck_refund_line CHECK (amount_minor > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What people decided about a refund case so far, between tasks (the engine keeps only what gateways read).
CREATE TABLE refund_work (
  case_id         BIGINT        NOT NULL PRIMARY KEY,
  proposed_minor  BIGINT        NULL,
  open_minor      BIGINT        NOT NULL DEFAULT 0,
  proposed_by     VARCHAR(64)   NULL,
  proposer_role   VARCHAR(20)   NULL,
  route           VARCHAR(20)   NULL,
  route_why       VARCHAR(60)   NULL,
  reason_code     VARCHAR(40)   NULL,
  evidence        VARCHAR(4000) NULL,
  question        VARCHAR(4000) NULL,
  convert_to      VARCHAR(30)   NULL,
  payee           VARCHAR(100)  NULL,
  reminders       INT           NOT NULL DEFAULT 0,
  hand_reference  VARCHAR(100)  NULL,
  hand_receipt    VARCHAR(200)  NULL,
  hand_by         VARCHAR(64)   NULL,
  hand_confirmed_by VARCHAR(64) NULL,
  sent_back_why   VARCHAR(500)  NULL,
  inspection      VARCHAR(20)   NULL,
  CONSTRAINT fk_refund_work_case FOREIGN KEY (case_id) REFERENCES case_file (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Shipments a case stopped: what every end that does not cancel the order must release.
CREATE TABLE held_shipment (
  case_id     BIGINT      NOT NULL PRIMARY KEY,
  order_id    BIGINT      NOT NULL,
  state       VARCHAR(12) NOT NULL,
  changed_ms  BIGINT      NOT NULL,
  CONSTRAINT fk_held_case FOREIGN KEY (case_id) REFERENCES case_file (id),
  CONSTRAINT ck_held_state CHECK (CASE state WHEN 'HELD' THEN 1 WHEN 'RELEASED' THEN 1 WHEN 'CANCELLED' THEN 1 ELSE 0 END = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE slow_review (
  case_id         BIGINT        NOT NULL PRIMARY KEY,
  day_one         DATE          NOT NULL,
  decision        VARCHAR(30)   NULL,
  decision_why    VARCHAR(60)   NULL,
  stock           MEDIUMTEXT    NULL,
  undeliverable   BOOLEAN       NOT NULL DEFAULT FALSE,
  old_address     VARCHAR(500)  NULL,
  new_address     VARCHAR(500)  NULL,
  swap_line       INT           NULL,
  swap_sku        VARCHAR(64)   NULL,
  swap_quantity   INT           NULL,
  ship_lines      VARCHAR(500)  NULL,
  rest            VARCHAR(12)   NULL,
  refund_minor    BIGINT        NULL,
  CONSTRAINT fk_slow_review_case FOREIGN KEY (case_id) REFERENCES case_file (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE contact_slot (
  id        BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id   BIGINT      NOT NULL,
  slot_no   INT         NOT NULL,
  day_no    INT         NOT NULL,
  part      VARCHAR(10) NOT NULL,
  opens_at  DATETIME    NOT NULL,
  ends_at   DATETIME    NOT NULL,
  state     VARCHAR(16) NOT NULL,
  why       VARCHAR(60) NULL,
  CONSTRAINT uq_slot UNIQUE (case_id, slot_no),
  CONSTRAINT fk_slot_case FOREIGN KEY (case_id) REFERENCES case_file (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE contact_attempt (
  id         BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id    BIGINT        NOT NULL,
  slot_id    BIGINT        NULL,
  channel    VARCHAR(20)   NOT NULL,
  direction  VARCHAR(10)   NOT NULL,
  outcome    VARCHAR(20)   NOT NULL,
  made_at    DATETIME      NOT NULL,
  by_user    VARCHAR(64)   NOT NULL,
  words      VARCHAR(4000) NULL,
  CONSTRAINT fk_attempt_case FOREIGN KEY (case_id) REFERENCES case_file (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_attempt_case ON contact_attempt (case_id, id);

-- Every effect outside (payment, order, warehouse, courier): intent first, then the call, then the answer.
CREATE TABLE outside_effect (
  id               BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id          BIGINT       NOT NULL,
  shop             VARCHAR(40)  NOT NULL,
  order_no         VARCHAR(64)  NOT NULL,
  gateway          VARCHAR(20)  NOT NULL,
  operation        VARCHAR(30)  NOT NULL,
  adapter          VARCHAR(10)  NOT NULL,
  idem_key         VARCHAR(100) NOT NULL,
  external_task_id VARCHAR(64)  NULL,
  request          MEDIUMTEXT   NOT NULL,
  state            VARCHAR(12)  NOT NULL,
  attempts         INT          NOT NULL DEFAULT 0,
  answer           MEDIUMTEXT   NULL,
  reference        VARCHAR(100) NULL,
  problem          VARCHAR(500) NULL,
  created_ms       BIGINT       NOT NULL,
  tried_ms         BIGINT       NULL,
  done_ms          BIGINT       NULL,
  done_by          VARCHAR(64)  NULL,
  CONSTRAINT uq_effect_key UNIQUE (idem_key),
  CONSTRAINT fk_effect_case FOREIGN KEY (case_id) REFERENCES case_file (id),
  CONSTRAINT ck_effect_state CHECK (CASE state WHEN 'INTENT' THEN 1 WHEN 'SENT' THEN 1 WHEN 'PENDING' THEN 1 WHEN 'UNKNOWN' THEN 1 WHEN 'SUCCEEDED' THEN 1 WHEN 'DECLINED' THEN 1 WHEN 'CANCELLED' THEN 1 ELSE 0 END = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_effect_case ON outside_effect (case_id);
CREATE INDEX ix_effect_task ON outside_effect (external_task_id);
CREATE INDEX ix_effect_state ON outside_effect (state, adapter, id);

-- Events the outside sent us, repeated ones recognised by their id.
CREATE TABLE hook_event (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  source      VARCHAR(20)  NOT NULL,
  event_id    VARCHAR(100) NOT NULL,
  body        MEDIUMTEXT   NOT NULL,
  effect      VARCHAR(20)  NOT NULL,
  problem     VARCHAR(500) NULL,
  received_ms BIGINT       NOT NULL,
  CONSTRAINT uq_hook_event UNIQUE (source, event_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE outgoing_message (
  id          BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id     BIGINT        NULL,
  audience    VARCHAR(10)   NOT NULL,
  channel     VARCHAR(10)   NOT NULL,
  to_address  VARCHAR(200)  NULL,
  to_name     VARCHAR(100)  NULL,
  language    VARCHAR(10)   NOT NULL,
  template    VARCHAR(60)   NOT NULL,
  subject     VARCHAR(250)  NOT NULL,
  body_text   MEDIUMTEXT    NOT NULL,
  body_html   MEDIUMTEXT    NULL,
  message_key VARCHAR(150)  NOT NULL,
  state       VARCHAR(12)   NOT NULL,
  attempts    INT           NOT NULL DEFAULT 0,
  next_try_ms BIGINT        NOT NULL,
  created_ms  BIGINT        NOT NULL,
  sent_ms     BIGINT        NULL,
  done_by     VARCHAR(64)   NULL,
  problem     VARCHAR(500)  NULL,
  CONSTRAINT uq_outgoing_key UNIQUE (message_key),
  CONSTRAINT fk_outgoing_case FOREIGN KEY (case_id) REFERENCES case_file (id),
  CONSTRAINT ck_outgoing_state CHECK (CASE state WHEN 'WAITING' THEN 1 WHEN 'SENT' THEN 1 WHEN 'BY_HAND' THEN 1 WHEN 'DONE' THEN 1 WHEN 'FAILED' THEN 1 WHEN 'CANCELLED' THEN 1 ELSE 0 END = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_outgoing_poll ON outgoing_message (state, next_try_ms, id);
CREATE INDEX ix_outgoing_case ON outgoing_message (case_id, id);

-- Figures people can change, each with the time it holds from. shop '' holds for every shop without one of its own.
CREATE TABLE setting (
  id         BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name       VARCHAR(80)   NOT NULL,
  shop       VARCHAR(40)   NOT NULL DEFAULT '',
  value_text VARCHAR(2000) NOT NULL,
  valid_from DATETIME      NOT NULL,
  valid_to   DATETIME      NULL,
  set_by     VARCHAR(64)   NOT NULL,
  CONSTRAINT uq_setting UNIQUE (name, shop, valid_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Single dates that differ from the weekly hours: holidays, make-up workdays, a promotion's longer hours.
CREATE TABLE calendar_day (
  shop      VARCHAR(40)  NOT NULL DEFAULT '',
  on_date   DATE         NOT NULL,
  intervals VARCHAR(200) NOT NULL,
  name      VARCHAR(100) NOT NULL,
  PRIMARY KEY (shop, on_date)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE user_account (
  username      VARCHAR(64)  NOT NULL PRIMARY KEY,
  display_name  VARCHAR(100) NOT NULL,
  password_hash VARCHAR(200) NOT NULL,
  roles         VARCHAR(200) NOT NULL,
  email         VARCHAR(200) NULL,
  language      VARCHAR(10)  NOT NULL DEFAULT 'zh-CN',
  active        BOOLEAN      NOT NULL DEFAULT TRUE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE SPRING_SESSION (
  PRIMARY_ID            CHAR(36)     NOT NULL PRIMARY KEY,
  SESSION_ID            CHAR(36)     NOT NULL,
  CREATION_TIME         BIGINT       NOT NULL,
  LAST_ACCESS_TIME      BIGINT       NOT NULL,
  MAX_INACTIVE_INTERVAL INT          NOT NULL,
  EXPIRY_TIME           BIGINT       NOT NULL,
  PRINCIPAL_NAME        VARCHAR(100) NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE UNIQUE INDEX SPRING_SESSION_IX1 ON SPRING_SESSION (SESSION_ID);
CREATE INDEX SPRING_SESSION_IX2 ON SPRING_SESSION (EXPIRY_TIME);
CREATE INDEX SPRING_SESSION_IX3 ON SPRING_SESSION (PRINCIPAL_NAME);

CREATE TABLE SPRING_SESSION_ATTRIBUTES (
  SESSION_PRIMARY_ID CHAR(36)     NOT NULL,
  ATTRIBUTE_NAME     VARCHAR(200) NOT NULL,
  ATTRIBUTE_BYTES    BLOB         NOT NULL,
  PRIMARY KEY (SESSION_PRIMARY_ID, ATTRIBUTE_NAME),
  CONSTRAINT SPRING_SESSION_ATTRIBUTES_FK FOREIGN KEY (SESSION_PRIMARY_ID) REFERENCES SPRING_SESSION (PRIMARY_ID) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The adjustable clock's offset (demo profile only); one row at most.
CREATE TABLE clock_offset (
  id        INT    NOT NULL PRIMARY KEY,
  offset_ms BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
