-- Uploaded files; their content is in a store of its own under keys made of owner and id. Times are
-- milliseconds since 1970, flags 0 or 1.

CREATE TABLE file (
  id              TEXT PRIMARY KEY,
  object_id       TEXT NOT NULL,
  user_id         TEXT NOT NULL,
  name            TEXT NOT NULL,
  path            TEXT NOT NULL,
  type            TEXT NOT NULL,
  size            BIGINT NOT NULL,
  purpose         TEXT NOT NULL,
  source          TEXT NOT NULL,
  width           INTEGER,
  height          INTEGER,
  thumbnail       INTEGER NOT NULL DEFAULT 0,
  usage           INTEGER NOT NULL DEFAULT 0,
  text_tokens     INTEGER,
  conversation_id TEXT,
  message_id      TEXT,
  expires_at      BIGINT,
  created_at      BIGINT NOT NULL,
  updated_at      BIGINT NOT NULL
);

CREATE UNIQUE INDEX file_path ON file (path);
CREATE INDEX file_of_user ON file (user_id, created_at DESC, id DESC);
CREATE INDEX file_of_conversation ON file (conversation_id) WHERE conversation_id IS NOT NULL;
CREATE INDEX file_expiring ON file (expires_at) WHERE expires_at IS NOT NULL;

-- Text read from a file; apart, so that lists need not read it.
CREATE TABLE file_text (
  file_id TEXT PRIMARY KEY REFERENCES file (id) ON DELETE CASCADE,
  content TEXT NOT NULL
);
