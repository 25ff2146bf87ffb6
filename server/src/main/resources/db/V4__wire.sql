-- The wire record: one row for each outbound call. Times are milliseconds since 1970, bodies are
-- gzip (several members one after the other), secrets were masked before they came here.

CREATE TABLE wire_call (
  id               TEXT PRIMARY KEY,
  user_id          TEXT,
  conversation_id  TEXT,
  message_id       TEXT,
  purpose          TEXT NOT NULL,
  attempt          INTEGER NOT NULL,
  endpoint         TEXT NOT NULL,
  model            TEXT NOT NULL,
  method           TEXT NOT NULL,
  url              TEXT NOT NULL,
  status           INTEGER,
  started_at       BIGINT NOT NULL,
  connect_ms       INTEGER,
  first_byte_ms    INTEGER,
  total_ms         INTEGER NOT NULL,
  token_usage      TEXT,
  error            TEXT,
  truncated        BOOLEAN NOT NULL,
  size             BIGINT NOT NULL,
  request_headers  TEXT NOT NULL,
  response_headers TEXT NOT NULL,
  request_body     ${blob},
  response_body    ${blob}
);

CREATE INDEX wire_call_conversation ON wire_call (conversation_id, started_at);
CREATE INDEX wire_call_message ON wire_call (message_id);
CREATE INDEX wire_call_user ON wire_call (user_id, started_at);
CREATE INDEX wire_call_age ON wire_call (started_at);
