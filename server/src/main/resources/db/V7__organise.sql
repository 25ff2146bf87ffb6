-- Bookmarks, projects and links to shared conversations. Times are milliseconds since 1970, flags 0 or 1.
CREATE TABLE project (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE INDEX project_of_user ON project (user_id);

ALTER TABLE conversation ADD COLUMN project_id TEXT REFERENCES project (id) ON DELETE SET NULL;
ALTER TABLE conversation ADD COLUMN shared INTEGER NOT NULL DEFAULT 0;

CREATE INDEX conversation_in_project ON conversation (project_id, updated_at) WHERE project_id IS NOT NULL;

-- How often a bookmark is used is counted when it is asked for, so that it is always right.
CREATE TABLE bookmark (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  tag TEXT NOT NULL,
  description TEXT NOT NULL,
  position INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX bookmark_tag ON bookmark (user_id, tag);

CREATE TABLE conversation_bookmark (
  conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  bookmark_id TEXT NOT NULL REFERENCES bookmark (id) ON DELETE CASCADE,
  PRIMARY KEY (conversation_id, bookmark_id)
);

CREATE INDEX conversation_bookmark_of ON conversation_bookmark (bookmark_id, conversation_id);

-- messages: what viewers get, as JSON, with ids of its own; hidden: the conversation is deleted but can come back.
CREATE TABLE share (
  id TEXT PRIMARY KEY,
  share_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  target_message_id TEXT,
  title TEXT NOT NULL,
  messages TEXT NOT NULL,
  snapshot_files INTEGER NOT NULL,
  hidden INTEGER NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX share_link ON share (share_id);
CREATE UNIQUE INDEX share_of_conversation ON share (conversation_id);
CREATE INDEX share_of_user ON share (user_id, created_at);
