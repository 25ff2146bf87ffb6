-- One row for each assistant turn. status: running, complete, aborted, failed, interrupted.
CREATE TABLE run (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  epoch BIGINT NOT NULL,
  client_request_id TEXT,
  user_message_id TEXT NOT NULL,
  answer_message_id TEXT NOT NULL,
  request TEXT NOT NULL,
  status TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  finished_at BIGINT
);

CREATE UNIQUE INDEX run_request ON run (user_id, client_request_id);
CREATE INDEX run_of_conversation ON run (conversation_id, epoch);
CREATE INDEX run_running ON run (status) WHERE status = 'running';
