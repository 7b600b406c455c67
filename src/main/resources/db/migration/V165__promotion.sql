-- R42: before a promotion a checklist with owners and dates; during it bulletins everyone has to have read.
CREATE TABLE promotion (
  id        BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name      VARCHAR(100) NOT NULL,
  starts_at DATETIME     NOT NULL,
  ends_at   DATETIME     NOT NULL,
  made_by   VARCHAR(64)  NOT NULL,
  made_ms   BIGINT       NOT NULL,
  CONSTRAINT uq_promotion UNIQUE (name, starts_at),
  CONSTRAINT ck_promotion CHECK (ends_at > starts_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE promotion_item (
  id           BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  promotion_id BIGINT       NOT NULL,
  what         VARCHAR(200) NOT NULL,
  owner        VARCHAR(64)  NOT NULL,
  due_at       DATETIME     NOT NULL,
  done_by      VARCHAR(64)  NULL,
  done_ms      BIGINT       NULL,
  CONSTRAINT uq_promotion_item UNIQUE (promotion_id, what),
  CONSTRAINT fk_item_promotion FOREIGN KEY (promotion_id) REFERENCES promotion (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE bulletin (
  id        BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  title     VARCHAR(200)  NOT NULL,
  words     VARCHAR(4000) NOT NULL,
  until_at  DATETIME      NOT NULL,
  made_by   VARCHAR(64)   NOT NULL,
  made_ms   BIGINT        NOT NULL,
  request_id VARCHAR(100) NOT NULL,
  CONSTRAINT uq_bulletin UNIQUE (request_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE bulletin_read (
  bulletin_id BIGINT      NOT NULL,
  username    VARCHAR(64) NOT NULL,
  read_ms     BIGINT      NOT NULL,
  PRIMARY KEY (bulletin_id, username),
  CONSTRAINT fk_read_bulletin FOREIGN KEY (bulletin_id) REFERENCES bulletin (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
