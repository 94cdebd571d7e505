-- How messages leave: when one was sent, what it repeats, and when an old one's words were taken out.
ALTER TABLE [OutgoingMessage] ADD [SentAt] datetimeoffset(3) NULL;
ALTER TABLE [OutgoingMessage] ADD [RepeatsId] char(36) COLLATE Latin1_General_100_BIN2 NULL;
ALTER TABLE [OutgoingMessage] ADD [BlankedAt] datetimeoffset(3) NULL;
CREATE INDEX [IX_OutgoingMessage_Recipient] ON [OutgoingMessage] ([Recipient], [Id]);
CREATE INDEX [IX_OutgoingMessage_Kept] ON [OutgoingMessage] ([OfficeId], [BlankedAt], [Day]);
CREATE INDEX [IX_OutgoingMessage_Repeats] ON [OutgoingMessage] ([RepeatsId]);
