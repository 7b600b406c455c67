-- What each person chose about their own desk; what is not here is as usual.
CREATE TABLE user_preference (
  username   VARCHAR(64) NOT NULL,
  name       VARCHAR(40) NOT NULL,
  chosen     VARCHAR(40) NOT NULL,
  changed_ms BIGINT      NOT NULL,
  PRIMARY KEY (username, name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
