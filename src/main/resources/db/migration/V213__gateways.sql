-- Each try of an effect outside that did not come off, and the one that did after such ones: what an operator reads.
CREATE TABLE effect_try (
  id        BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  effect_id BIGINT       NOT NULL,
  gateway   VARCHAR(20)  NOT NULL,
  at_ms     BIGINT       NOT NULL,
  outcome   VARCHAR(12)  NOT NULL,
  why       VARCHAR(500) NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_effect_try ON effect_try (effect_id, id);
CREATE INDEX ix_effect_try_lately ON effect_try (gateway, at_ms);

-- Gateways whose effects people carry out for now, whatever the configuration says (R40).
CREATE TABLE gateway_by_hand (
  gateway  VARCHAR(20)  NOT NULL PRIMARY KEY,
  since_ms BIGINT       NOT NULL,
  set_by   VARCHAR(64)  NOT NULL,
  why      VARCHAR(500) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
