-- Presets, memories and the library of prompts. Times are milliseconds since 1970, flags 0 or 1.
ALTER TABLE account_user ADD COLUMN uses_memories BOOLEAN NOT NULL DEFAULT TRUE;

-- body: all settings of the preset as JSON, also those this program does not know.
CREATE TABLE preset (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  preset_id TEXT NOT NULL,
  body TEXT NOT NULL,
  is_default INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX preset_of_user ON preset (user_id, preset_id);

-- agent_id: empty for what is remembered everywhere.
CREATE TABLE memory (
  user_id TEXT NOT NULL,
  agent_id TEXT NOT NULL,
  name TEXT NOT NULL,
  content TEXT NOT NULL,
  tokens INTEGER NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (user_id, agent_id, name)
);

CREATE TABLE prompt_group (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  author_name TEXT NOT NULL,
  name TEXT NOT NULL,
  oneliner TEXT NOT NULL,
  category TEXT NOT NULL,
  command TEXT,
  production_id TEXT NOT NULL,
  uses INTEGER NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE INDEX prompt_group_of_user ON prompt_group (user_id, updated_at);
CREATE UNIQUE INDEX prompt_group_command ON prompt_group (user_id, command);

-- number: place among the versions of the group, from 1.
CREATE TABLE prompt (
  id TEXT PRIMARY KEY,
  group_id TEXT NOT NULL REFERENCES prompt_group (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  content TEXT NOT NULL,
  type TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX prompt_of_group ON prompt (group_id, number);
