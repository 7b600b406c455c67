-- The nodes that share this database, each by what it says of itself every few seconds. stopped_ms: it said goodbye.
CREATE TABLE cluster_node (
  id          VARCHAR(100) NOT NULL PRIMARY KEY,
  host        VARCHAR(100) NOT NULL,
  version     VARCHAR(60)  NOT NULL,
  started_ms  BIGINT       NOT NULL,
  seen_ms     BIGINT       NOT NULL,
  stopped_ms  BIGINT       NULL,
  told_ms     BIGINT       NULL,
  timers      BOOLEAN      NOT NULL,
  timer_owner VARCHAR(255) NOT NULL,
  works       VARCHAR(1000) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
