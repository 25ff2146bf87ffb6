-- Stored agents. Times are milliseconds since 1970, flags 0 or 1. Who may do what with one is in
-- access_grant, by id.
CREATE TABLE agent (
  id          TEXT PRIMARY KEY,
  agent_id    TEXT NOT NULL UNIQUE,
  author_id   TEXT NOT NULL,
  category    TEXT NOT NULL,
  promoted    INTEGER NOT NULL DEFAULT 0,
  search_text TEXT NOT NULL,
  definition  TEXT NOT NULL,
  version     INTEGER NOT NULL,
  created_at  BIGINT NOT NULL,
  updated_at  BIGINT NOT NULL
);

CREATE INDEX agent_author ON agent (author_id);

CREATE TABLE agent_version (
  agent_id   TEXT NOT NULL REFERENCES agent (id) ON DELETE CASCADE,
  version    INTEGER NOT NULL,
  definition TEXT NOT NULL,
  made_by    TEXT NOT NULL,
  made_at    BIGINT NOT NULL,
  PRIMARY KEY (agent_id, version)
);
