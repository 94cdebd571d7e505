-- Where an event of the audit trail came from: by which door, and for a request from which address. Events of before
-- have neither; their hash counts the columns that they have.
ALTER TABLE [AuditEvent] ADD [Edge] TEXT NULL;
ALTER TABLE [AuditEvent] ADD [Address] TEXT NULL;
