-- Who signed in, or tried to with a wrong password, when and from where; of accounts there are only, since what somebody
-- typed instead of a name may be a password. session_hash finds the session that came of it; it opens none.
CREATE TABLE sign_in (
  id           BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  username     VARCHAR(64)  NOT NULL,
  at_ms        BIGINT       NOT NULL,
  outcome      VARCHAR(10)  NOT NULL,
  address      VARCHAR(100) NULL,
  browser      VARCHAR(200) NULL,
  session_hash CHAR(64)     NULL,
  CONSTRAINT ck_sign_in_outcome CHECK (CASE outcome WHEN 'IN' THEN 1 WHEN 'WRONG' THEN 1 WHEN 'LOCKED' THEN 1 ELSE 0 END = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_sign_in_user ON sign_in (username, id);
