-- Which import wrote or saw an order last, and in which line of its file: the same order twice in one file is noticed.
ALTER TABLE shop_order ADD COLUMN import_id BIGINT NULL;
ALTER TABLE shop_order ADD COLUMN import_line BIGINT NULL;

ALTER TABLE import_job ADD COLUMN shop VARCHAR(40) NULL;
ALTER TABLE import_job ADD COLUMN open_cases BOOLEAN NOT NULL DEFAULT FALSE;

-- What a report said was refunded of an order, and what became of it: a request handed over (once per order), or
-- counted in the balance as refunded elsewhere.
CREATE TABLE imported_refund (
  order_id        BIGINT NOT NULL PRIMARY KEY,
  reported_minor  BIGINT NOT NULL,
  requested_minor BIGINT NOT NULL,
  counted_minor   BIGINT NOT NULL,
  CONSTRAINT fk_imported_refund_order FOREIGN KEY (order_id) REFERENCES shop_order (id),
  CONSTRAINT ck_imported_refund CHECK (reported_minor >= 0 AND requested_minor >= 0 AND counted_minor >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
