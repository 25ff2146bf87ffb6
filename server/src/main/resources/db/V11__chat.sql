-- What people attach to messages. JSON in the wire contract's form; null: nothing.
ALTER TABLE message ADD COLUMN files TEXT;
ALTER TABLE message ADD COLUMN attachments TEXT;
ALTER TABLE message ADD COLUMN quotes TEXT;
ALTER TABLE message ADD COLUMN feedback TEXT;
-- 1: several models answered side by side.
ALTER TABLE message ADD COLUMN parallel INTEGER NOT NULL DEFAULT 0;

-- Texts sent while an answer was being written; they wait for a turn of their own.
CREATE TABLE steer (
  id TEXT PRIMARY KEY,
  conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  epoch BIGINT NOT NULL,
  client_id TEXT,
  text TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE INDEX steer_in_conversation ON steer (conversation_id, created_at);
