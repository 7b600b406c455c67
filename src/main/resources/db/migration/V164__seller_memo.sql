-- R39: the seller's memo of an order as it was read or written last, and the cases whose notes are still to be written.
CREATE TABLE order_memo (
  order_id   BIGINT     NOT NULL PRIMARY KEY,
  words      MEDIUMTEXT NOT NULL,
  read_ms    BIGINT     NOT NULL,
  written_ms BIGINT     NULL,
  CONSTRAINT fk_memo_order FOREIGN KEY (order_id) REFERENCES shop_order (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE memo_wish (
  case_id   BIGINT      NOT NULL PRIMARY KEY,
  wanted_by VARCHAR(64) NOT NULL,
  wanted_ms BIGINT      NOT NULL,
  CONSTRAINT fk_wish_case FOREIGN KEY (case_id) REFERENCES case_file (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The sandbox's own copy.
CREATE TABLE sandbox_memo (
  shop     VARCHAR(40) NOT NULL,
  order_no VARCHAR(64) NOT NULL,
  words    MEDIUMTEXT  NOT NULL,
  PRIMARY KEY (shop, order_no)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
