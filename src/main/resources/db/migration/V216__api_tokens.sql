-- What programs sign in with. The token itself is kept nowhere: its SHA-256 finds it, its beginning names it.
CREATE TABLE api_token (
  id           BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name         VARCHAR(40)  NOT NULL,
  beginning    VARCHAR(16)  NOT NULL,
  hash         CHAR(64)     NOT NULL,
  scopes       VARCHAR(400) NOT NULL,
  shops        MEDIUMTEXT   NOT NULL,
  created_by   VARCHAR(64)  NOT NULL,
  created_ms   BIGINT       NOT NULL,
  expires_ms   BIGINT       NULL,
  last_used_ms BIGINT       NULL,
  revoked_ms   BIGINT       NULL,
  revoked_by   VARCHAR(64)  NULL,
  CONSTRAINT uq_api_token_name UNIQUE (name),
  CONSTRAINT uq_api_token_hash UNIQUE (hash)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
