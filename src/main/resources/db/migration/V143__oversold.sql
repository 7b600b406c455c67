-- R26: what is known and decided about an oversold order.
CREATE TABLE oversold (
  case_id          BIGINT      NOT NULL PRIMARY KEY,
  in_stock         BOOLEAN     NULL,
  delisted         BOOLEAN     NOT NULL DEFAULT FALSE,
  stock            MEDIUMTEXT  NULL,
  remedy           VARCHAR(12) NULL,
  swap_line        INT         NULL,
  swap_sku         VARCHAR(64) NULL,
  swap_quantity    INT         NULL,
  ships_on         DATE        NULL,
  gift_sku         VARCHAR(64) NULL,
  gift_refused     BOOLEAN     NOT NULL DEFAULT FALSE,
  promise_id       BIGINT      NULL,
  decided_by       VARCHAR(64) NULL,
  CONSTRAINT fk_oversold_case FOREIGN KEY (case_id) REFERENCES case_file (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The scheduled look at the stock of what a promotion sells; one row an article.
CREATE TABLE stock_watch (
  shop       VARCHAR(40) NOT NULL,
  sku        VARCHAR(64) NOT NULL,
  pieces     BIGINT      NULL,
  ordered    BIGINT      NOT NULL,
  is_short   BOOLEAN     NOT NULL,
  looked_ms  BIGINT      NOT NULL,
  PRIMARY KEY (shop, sku)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_line_sku ON order_line (sku);
