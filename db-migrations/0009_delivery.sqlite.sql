-- How messages leave: when one was sent, what it repeats, and when an old one's words were taken out.
ALTER TABLE [OutgoingMessage] ADD [SentAt] TEXT NULL;
ALTER TABLE [OutgoingMessage] ADD [RepeatsId] TEXT NULL;
ALTER TABLE [OutgoingMessage] ADD [BlankedAt] TEXT NULL;
CREATE INDEX [IX_OutgoingMessage_Recipient] ON [OutgoingMessage] ([Recipient], [Id]);
CREATE INDEX [IX_OutgoingMessage_Kept] ON [OutgoingMessage] ([OfficeId], [BlankedAt], [Day]);
CREATE INDEX [IX_OutgoingMessage_Repeats] ON [OutgoingMessage] ([RepeatsId]);
