-- Second factor, links sent by mail, keys people bring, and accounts that are being deleted.
-- Times are milliseconds since 1970.

ALTER TABLE account_user ADD COLUMN two_factor_enabled BOOLEAN NOT NULL DEFAULT FALSE;
-- Access tokens issued before this are void: the password was changed, or all sessions were ended.
ALTER TABLE account_user ADD COLUMN tokens_valid_from BIGINT;
ALTER TABLE account_user ADD COLUMN deletion_started_at BIGINT;

-- The secret of the authenticator app, encrypted; the pending one is not confirmed yet.
CREATE TABLE account_second_factor (
  user_id        TEXT PRIMARY KEY REFERENCES account_user (id) ON DELETE CASCADE,
  secret         TEXT,
  pending_secret TEXT,
  -- Number of the newest 30-second step a code was taken for; no code is taken twice.
  last_step      BIGINT NOT NULL DEFAULT 0
);

-- SHA-256 of the codes for those who lost their device.
CREATE TABLE account_backup_code (
  user_id   TEXT NOT NULL REFERENCES account_user (id) ON DELETE CASCADE,
  code_hash TEXT NOT NULL,
  pending   BOOLEAN NOT NULL,
  used_at   BIGINT,
  PRIMARY KEY (user_id, code_hash)
);

-- Links in mails: SHA-256 of the token in them. purpose: reset, verify.
CREATE TABLE account_link (
  token_hash TEXT PRIMARY KEY,
  user_id    TEXT NOT NULL REFERENCES account_user (id) ON DELETE CASCADE,
  purpose    TEXT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE INDEX account_link_user ON account_link (user_id, purpose);
CREATE INDEX account_link_expiry ON account_link (expires_at);

-- Keys that people bring for endpoints which ask for one, encrypted. An expired one is emptied and
-- kept for a while, so that its owner can be told what happened.
CREATE TABLE provider_key (
  user_id    TEXT NOT NULL REFERENCES account_user (id) ON DELETE CASCADE,
  name       TEXT NOT NULL,
  value      TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT,
  PRIMARY KEY (user_id, name)
);

CREATE INDEX provider_key_expiry ON provider_key (expires_at) WHERE expires_at IS NOT NULL;
