-- What finance settled of an overrun (R13), so that a later one is asked about on its own.
CREATE TABLE settled_overrun (
  id           BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id      BIGINT       NOT NULL,
  order_id     BIGINT       NOT NULL,
  amount_minor BIGINT       NOT NULL,
  decision     VARCHAR(20)  NOT NULL,
  reference    VARCHAR(100) NULL,
  settled_by   VARCHAR(64)  NOT NULL,
  at_ms        BIGINT       NOT NULL,
  CONSTRAINT fk_settled_overrun_case FOREIGN KEY (case_id) REFERENCES case_file (id),
  CONSTRAINT fk_settled_overrun_order FOREIGN KEY (order_id) REFERENCES shop_order (id),
  CONSTRAINT ck_settled_overrun CHECK (amount_minor > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
