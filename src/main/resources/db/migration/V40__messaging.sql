-- What arrived at the sandbox's mail, chat and text message service; as outside, a copy too many would show.
CREATE TABLE sandbox_mailbox (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id     BIGINT       NULL,
  channel     VARCHAR(10)  NOT NULL,
  to_address  VARCHAR(200) NULL,
  to_name     VARCHAR(100) NULL,
  language    VARCHAR(10)  NOT NULL,
  subject     VARCHAR(250) NOT NULL,
  body_text   MEDIUMTEXT   NOT NULL,
  body_html   MEDIUMTEXT   NULL,
  message_id  VARCHAR(100) NOT NULL,
  received_ms BIGINT       NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_sandbox_mailbox_id ON sandbox_mailbox (message_id);

-- The poller looks for what is due on one channel; lists go by state, newest first.
CREATE INDEX ix_outgoing_due ON outgoing_message (state, channel, next_try_ms, id);
CREATE INDEX ix_outgoing_list ON outgoing_message (state, id);
