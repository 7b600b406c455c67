-- R46: pieces are counted at the scan; the photo of a parcel nobody expected waits with the parcel until a case is found.
ALTER TABLE warehouse_scan ADD COLUMN pieces INT NULL;
ALTER TABLE unidentified_parcel ADD COLUMN pieces INT NULL;

CREATE TABLE parcel_photo (
  id         BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  parcel_id  BIGINT       NOT NULL,
  sha256     CHAR(64)     NOT NULL,
  name       VARCHAR(160) NOT NULL,
  file_kind  VARCHAR(10)  NOT NULL,
  content    LONGBLOB   NOT NULL,
  added_by   VARCHAR(64)  NOT NULL,
  added_ms   BIGINT       NOT NULL,
  CONSTRAINT uq_parcel_photo UNIQUE (parcel_id, sha256),
  CONSTRAINT fk_photo_parcel FOREIGN KEY (parcel_id) REFERENCES unidentified_parcel (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
