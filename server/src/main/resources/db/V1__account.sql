-- Users and their sign-in sessions. Times are milliseconds since 1970.

CREATE TABLE account_user (
  id                TEXT PRIMARY KEY,
  email             TEXT NOT NULL,
  username          TEXT NOT NULL,
  name              TEXT NOT NULL,
  avatar            TEXT,
  provider          TEXT NOT NULL,
  role              TEXT NOT NULL,
  password_hash     TEXT,
  email_verified    BOOLEAN NOT NULL,
  terms_accepted_at BIGINT,
  created_at        BIGINT NOT NULL,
  updated_at        BIGINT NOT NULL
);

-- E-mail addresses are stored in lower case.
CREATE UNIQUE INDEX account_user_email ON account_user (email);

CREATE TABLE account_session (
  id            TEXT PRIMARY KEY,
  user_id       TEXT NOT NULL REFERENCES account_user (id) ON DELETE CASCADE,
  -- SHA-256 of the refresh token in force, and of the one before it.
  token_hash    TEXT NOT NULL,
  previous_hash TEXT,
  -- When the token in force was issued; with id, user and expiry it determines that token.
  rotated_at    BIGINT NOT NULL,
  created_at    BIGINT NOT NULL,
  expires_at    BIGINT NOT NULL
);

CREATE INDEX account_session_user ON account_session (user_id);
CREATE INDEX account_session_expiry ON account_session (expires_at);
