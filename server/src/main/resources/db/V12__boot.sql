-- What people marked as favorites, and the announcement of the installation.

CREATE TABLE favorite (
  user_id   TEXT PRIMARY KEY,
  favorites TEXT NOT NULL
);

CREATE TABLE tool_favorite (
  user_id    TEXT NOT NULL,
  item_type  TEXT NOT NULL,
  item_id    TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (user_id, item_type, item_id)
);

CREATE TABLE banner (
  id           TEXT PRIMARY KEY,
  message      TEXT NOT NULL,
  display_from BIGINT NOT NULL,
  display_to   BIGINT,
  is_public    BOOLEAN NOT NULL,
  persistable  BOOLEAN NOT NULL,
  created_at   BIGINT NOT NULL,
  updated_at   BIGINT NOT NULL
);
