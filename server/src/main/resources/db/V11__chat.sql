-- What people attach to messages. JSON in the wire contract's form; null: nothing.
ALTER TABLE message ADD COLUMN files TEXT;
ALTER TABLE message ADD COLUMN attachments TEXT;
ALTER TABLE message ADD COLUMN quotes TEXT;
ALTER TABLE message ADD COLUMN feedback TEXT;
-- 1: several models answered side by side.
ALTER TABLE message ADD COLUMN parallel INTEGER NOT NULL DEFAULT 0;
