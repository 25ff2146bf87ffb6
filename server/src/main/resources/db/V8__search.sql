-- What the search index has yet to learn. Filled by triggers, so that no change of a conversation or
-- message can be forgotten and each is noted in the very transaction that makes it.
-- message_id: a message; empty: the conversation's title; '*': the conversation with all its messages.
CREATE TABLE search_change (
  seq ${identity},
  conversation_id TEXT NOT NULL,
  message_id TEXT NOT NULL
);

-- One row: which index belongs to this database, and up to which change it went.
CREATE TABLE search_state (
  id INTEGER PRIMARY KEY,
  index_id TEXT NOT NULL,
  applied BIGINT NOT NULL
);

INSERT INTO search_state (id, index_id, applied) VALUES (1, '', 0);

${sqlite_begin}
CREATE TRIGGER search_message_added AFTER INSERT ON message BEGIN
  INSERT INTO search_change (conversation_id, message_id) VALUES (NEW.conversation_id, NEW.id);
END;

CREATE TRIGGER search_message_changed AFTER UPDATE OF text, content, conversation_id ON message BEGIN
  INSERT INTO search_change (conversation_id, message_id) VALUES (NEW.conversation_id, NEW.id);
END;

CREATE TRIGGER search_message_removed AFTER DELETE ON message BEGIN
  INSERT INTO search_change (conversation_id, message_id) VALUES (OLD.conversation_id, OLD.id);
END;

CREATE TRIGGER search_conversation_added AFTER INSERT ON conversation BEGIN
  INSERT INTO search_change (conversation_id, message_id) VALUES (NEW.id, '');
END;

CREATE TRIGGER search_conversation_renamed AFTER UPDATE OF title ON conversation BEGIN
  INSERT INTO search_change (conversation_id, message_id) VALUES (NEW.id, '');
END;

CREATE TRIGGER search_conversation_moved
AFTER UPDATE OF user_id, temporary, deleted_at ON conversation BEGIN
  INSERT INTO search_change (conversation_id, message_id) VALUES (NEW.id, '*');
END;

CREATE TRIGGER search_conversation_removed AFTER DELETE ON conversation BEGIN
  INSERT INTO search_change (conversation_id, message_id) VALUES (OLD.id, '*');
END;
${sqlite_end}

${postgres_begin}
CREATE FUNCTION search_note_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    INSERT INTO search_change (conversation_id, message_id) VALUES (OLD.conversation_id, OLD.id);
  ELSE
    INSERT INTO search_change (conversation_id, message_id) VALUES (NEW.conversation_id, NEW.id);
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION search_note_title() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_change (conversation_id, message_id) VALUES (NEW.id, '');
  RETURN NULL;
END $$;

CREATE FUNCTION search_note_tree() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    INSERT INTO search_change (conversation_id, message_id) VALUES (OLD.id, '*');
  ELSE
    INSERT INTO search_change (conversation_id, message_id) VALUES (NEW.id, '*');
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER search_message_added AFTER INSERT OR DELETE ON message
  FOR EACH ROW EXECUTE FUNCTION search_note_message();
CREATE TRIGGER search_message_changed AFTER UPDATE OF text, content, conversation_id ON message
  FOR EACH ROW EXECUTE FUNCTION search_note_message();
CREATE TRIGGER search_conversation_added AFTER INSERT ON conversation
  FOR EACH ROW EXECUTE FUNCTION search_note_title();
CREATE TRIGGER search_conversation_renamed AFTER UPDATE OF title ON conversation
  FOR EACH ROW EXECUTE FUNCTION search_note_title();
CREATE TRIGGER search_conversation_moved
  AFTER UPDATE OF user_id, temporary, deleted_at ON conversation
  FOR EACH ROW EXECUTE FUNCTION search_note_tree();
CREATE TRIGGER search_conversation_removed AFTER DELETE ON conversation
  FOR EACH ROW EXECUTE FUNCTION search_note_tree();
${postgres_end}
