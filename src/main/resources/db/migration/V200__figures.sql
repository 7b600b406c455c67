-- What each case counts as in the figures, kept with the case in one transaction: taken in, closed, answered, clocks met
-- and missed, reopened, money; one row a case, day (of the shop) and measure, with all a point can be narrowed by. It is
-- the list behind every point. figure_case is the row whoever counts a case anew holds meanwhile.
CREATE TABLE figure_case (
  case_id BIGINT NOT NULL PRIMARY KEY,
  CONSTRAINT fk_figure_case FOREIGN KEY (case_id) REFERENCES case_file (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE figure_fact (
  case_id     BIGINT      NOT NULL,
  measure     VARCHAR(16) NOT NULL,
  on_day      DATE        NOT NULL,
  currency    VARCHAR(3)  NOT NULL,
  n           BIGINT      NOT NULL,
  total       BIGINT      NOT NULL,
  shop        VARCHAR(40) NOT NULL,
  type        VARCHAR(30) NOT NULL,
  reason      VARCHAR(40) NOT NULL,
  sku         VARCHAR(64) NOT NULL,
  courier     VARCHAR(60) NOT NULL,
  responsible VARCHAR(20) NOT NULL,
  agent       VARCHAR(64) NOT NULL,
  PRIMARY KEY (case_id, measure, on_day, currency),
  CONSTRAINT fk_figure_fact FOREIGN KEY (case_id) REFERENCES figure_case (case_id),
  CONSTRAINT ck_figure_fact CHECK (n > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_fact_day ON figure_fact (measure, on_day, case_id);
CREATE INDEX ix_fact_type ON figure_fact (measure, type, on_day, case_id);
CREATE INDEX ix_fact_reason ON figure_fact (measure, reason, on_day, case_id);
CREATE INDEX ix_fact_sku ON figure_fact (measure, sku, on_day, case_id);
CREATE INDEX ix_fact_courier ON figure_fact (measure, courier, on_day, case_id);
CREATE INDEX ix_fact_responsible ON figure_fact (measure, responsible, on_day, case_id);
CREATE INDEX ix_fact_agent ON figure_fact (measure, agent, on_day, case_id);

-- How the sums change, appended in the same transaction and taken away when folded into the days: nobody waits for
-- anybody's row, and a sum is always what is folded and what is not.
CREATE TABLE figure_delta (
  seq         BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id     BIGINT      NOT NULL,
  measure     VARCHAR(16) NOT NULL,
  on_day      DATE        NOT NULL,
  currency    VARCHAR(3)  NOT NULL,
  n           BIGINT      NOT NULL,
  total       BIGINT      NOT NULL,
  shop        VARCHAR(40) NOT NULL,
  type        VARCHAR(30) NOT NULL,
  reason      VARCHAR(40) NOT NULL,
  sku         VARCHAR(64) NOT NULL,
  courier     VARCHAR(60) NOT NULL,
  responsible VARCHAR(20) NOT NULL,
  agent       VARCHAR(64) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_delta_day ON figure_delta (measure, on_day);

-- Sums a day. cut says by what: ALL, one thing (value_a), or two (value_a, value_b).
CREATE TABLE figure_day (
  measure  VARCHAR(16) NOT NULL,
  cut      VARCHAR(24) NOT NULL,
  on_day   DATE        NOT NULL,
  shop     VARCHAR(40) NOT NULL,
  currency VARCHAR(3)  NOT NULL,
  value_a  VARCHAR(64) NOT NULL,
  value_b  VARCHAR(64) NOT NULL,
  n        BIGINT      NOT NULL,
  total    BIGINT      NOT NULL,
  PRIMARY KEY (measure, cut, on_day, shop, currency, value_a, value_b)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_figure_day_value ON figure_day (measure, cut, value_a, value_b, on_day);

-- How far the cases that were there before are counted: the last one done, and the last one there is to do.
CREATE TABLE figure_build (
  id        INT    NOT NULL PRIMARY KEY,
  done_case BIGINT NOT NULL,
  last_case BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
INSERT INTO figure_build (id, done_case, last_case) SELECT 1, 0, COALESCE(MAX(id), 0) FROM case_file;

-- What is open, by how old it is.
CREATE INDEX ix_case_status_opened ON case_file (status, opened_at, id);
