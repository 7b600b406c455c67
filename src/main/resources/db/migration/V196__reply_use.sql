-- R11: from when to when customers got a version, and who said so.
CREATE TABLE reply_use (
  id          BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  template_id BIGINT      NOT NULL,
  version_no  INT         NOT NULL,
  from_ms     BIGINT      NOT NULL,
  begun_by    VARCHAR(64) NOT NULL,
  to_ms       BIGINT      NULL,
  ended_by    VARCHAR(64) NULL,
  CONSTRAINT fk_use_version FOREIGN KEY (template_id, version_no) REFERENCES reply_version (template_id, version_no)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_reply_use ON reply_use (template_id, id);

INSERT INTO reply_use (template_id, version_no, from_ms, begun_by)
  SELECT v.template_id, v.version_no, v.approved_ms, v.approved_by FROM reply_version v JOIN reply_template t ON t.id = v.template_id
  WHERE t.in_use = v.version_no AND v.approved_ms IS NOT NULL AND v.approved_by IS NOT NULL;
