-- Who may do what. Times are milliseconds since 1970.

-- What administrators changed of a role's permissions: JSON, {"AGENTS": {"SHARE": true}}.
CREATE TABLE access_role (
  name        TEXT PRIMARY KEY,
  permissions TEXT NOT NULL,
  updated_at  BIGINT NOT NULL
);

CREATE TABLE access_group (
  id          TEXT PRIMARY KEY,
  name        TEXT NOT NULL,
  description TEXT,
  created_at  BIGINT NOT NULL,
  updated_at  BIGINT NOT NULL
);

CREATE TABLE access_group_member (
  group_id TEXT NOT NULL REFERENCES access_group (id) ON DELETE CASCADE,
  user_id  TEXT NOT NULL,
  PRIMARY KEY (group_id, user_id)
);

CREATE INDEX access_group_member_user ON access_group_member (user_id);

-- One row for each principal and resource. principal_id is a user's or group's id, a role's name,
-- or empty for everybody.
CREATE TABLE access_grant (
  resource_type  TEXT NOT NULL,
  resource_id    TEXT NOT NULL,
  principal_type TEXT NOT NULL,
  principal_id   TEXT NOT NULL,
  bits           INTEGER NOT NULL,
  access_role    TEXT NOT NULL,
  granted_by     TEXT,
  granted_at     BIGINT NOT NULL,
  PRIMARY KEY (resource_type, resource_id, principal_type, principal_id)
);

CREATE INDEX access_grant_principal
  ON access_grant (principal_type, principal_id, resource_type, resource_id);
