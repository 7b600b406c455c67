-- What somebody typed on the page of a case and has not sent yet: theirs alone, gone once it was sent.
CREATE TABLE draft (
  username VARCHAR(64) NOT NULL,
  case_id  BIGINT      NOT NULL,
  form     VARCHAR(80) NOT NULL,
  revision BIGINT      NOT NULL,
  body     MEDIUMTEXT      NOT NULL,
  saved_ms BIGINT      NOT NULL,
  PRIMARY KEY (username, case_id, form),
  CONSTRAINT fk_draft_case FOREIGN KEY (case_id) REFERENCES case_file (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_draft_saved ON draft (saved_ms);

-- Who has which case in front of them; a row not renewed says nothing any more.
CREATE TABLE case_presence (
  case_id  BIGINT      NOT NULL,
  username VARCHAR(64) NOT NULL,
  seen_ms  BIGINT      NOT NULL,
  PRIMARY KEY (case_id, username),
  CONSTRAINT fk_presence_case FOREIGN KEY (case_id) REFERENCES case_file (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_presence_seen ON case_presence (seen_ms);

-- A note or a contact whose answer got lost on the way is sent again under the same id and recorded once.
CREATE TABLE page_request (
  request_id VARCHAR(64) NOT NULL PRIMARY KEY,
  case_id    BIGINT      NOT NULL,
  made_by    VARCHAR(64) NOT NULL,
  made_ms    BIGINT      NOT NULL,
  CONSTRAINT fk_page_request_case FOREIGN KEY (case_id) REFERENCES case_file (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_page_request_made ON page_request (made_ms);
