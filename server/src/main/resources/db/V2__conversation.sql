-- Conversations and their message trees. Times are milliseconds since 1970, flags 0 or 1.
CREATE TABLE conversation (
  id TEXT PRIMARY KEY,
  object_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  title TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  model TEXT,
  settings TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0,
  archived_at BIGINT,
  pinned INTEGER NOT NULL DEFAULT 0,
  temporary INTEGER NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  expires_at BIGINT,
  deleted_at BIGINT
);

CREATE INDEX conversation_listed
  ON conversation (user_id, archived, updated_at DESC, id DESC)
  WHERE deleted_at IS NULL AND temporary = 0;
CREATE INDEX conversation_deleted ON conversation (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX conversation_expiring ON conversation (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE message (
  id TEXT PRIMARY KEY,
  object_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  parent_id TEXT NOT NULL,
  from_user INTEGER NOT NULL,
  sender TEXT NOT NULL,
  text TEXT NOT NULL,
  content TEXT,
  endpoint TEXT NOT NULL,
  model TEXT,
  unfinished INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  finish_reason TEXT,
  token_count INTEGER,
  metadata TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE INDEX message_in_conversation ON message (conversation_id, created_at, id);
