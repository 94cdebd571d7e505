-- When, by which channels and in which words borrowers are reminded; what they dispute.

-- The language a borrower reads; Bahasa Indonesia when nothing was said.
ALTER TABLE [Borrower] ADD [Language] TEXT NULL;

-- What an office chose; without a row it does as the service is made. Offsets are days around the due date, ascending:
-- -3,0,1,7
CREATE TABLE [ReminderSettings] (
    [OfficeId] TEXT NOT NULL,
    [HoursFrom] TEXT NOT NULL,
    [HoursUntil] TEXT NOT NULL,
    [Channels] TEXT NOT NULL,
    [RetentionMonths] INTEGER NOT NULL,
    [Offsets] TEXT NOT NULL,
    CONSTRAINT [PK_ReminderSettings] PRIMARY KEY ([OfficeId]),
    CONSTRAINT [FK_ReminderSettings_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [CK_ReminderSettings_RetentionMonths] CHECK ([RetentionMonths] >= 1)
) STRICT, WITHOUT ROWID;

-- A product's own days, instead of the office's.
CREATE TABLE [ReminderRule] (
    [OfficeId] TEXT NOT NULL,
    [ProductId] TEXT NOT NULL,
    [Offsets] TEXT NOT NULL,
    CONSTRAINT [PK_ReminderRule] PRIMARY KEY ([OfficeId], [ProductId]),
    CONSTRAINT [FK_ReminderRule_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [FK_ReminderRule_ProductId] FOREIGN KEY ([ProductId]) REFERENCES [Product] ([Id])
) STRICT, WITHOUT ROWID;

-- What a message says, by channel and language; the newest version holds. ProviderName and ProviderLanguage name the
-- template that WhatsApp has approved.
CREATE TABLE [MessageTemplate] (
    [OfficeId] TEXT NOT NULL,
    [Kind] TEXT NOT NULL,
    [Channel] TEXT NOT NULL,
    [Language] TEXT NOT NULL,
    [Version] INTEGER NOT NULL,
    [Body] TEXT NOT NULL,
    [ProviderName] TEXT NULL,
    [ProviderLanguage] TEXT NULL,
    [WrittenBy] TEXT NOT NULL,
    [WrittenAt] TEXT NOT NULL,
    CONSTRAINT [PK_MessageTemplate] PRIMARY KEY ([OfficeId], [Kind], [Channel], [Language], [Version]),
    CONSTRAINT [FK_MessageTemplate_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id])
) STRICT, WITHOUT ROWID;
CREATE TRIGGER [TR_MessageTemplate_NoUpdate] BEFORE UPDATE ON [MessageTemplate]
BEGIN
    SELECT RAISE(ABORT, 'MessageTemplate is append-only');
END;
CREATE TRIGGER [TR_MessageTemplate_NoDelete] BEFORE DELETE ON [MessageTemplate]
BEGIN
    SELECT RAISE(ABORT, 'MessageTemplate is append-only');
END;

-- A borrower says that what the books say of a loan is not so. While nobody has resolved it, nobody reminds of the loan.
CREATE TABLE [LoanDispute] (
    [Id] TEXT NOT NULL,
    [OfficeId] TEXT NOT NULL,
    [LoanId] TEXT NOT NULL,
    [Reason] TEXT NOT NULL,
    [OpenedBy] TEXT NOT NULL,
    [OpenedAt] TEXT NOT NULL,
    CONSTRAINT [PK_LoanDispute] PRIMARY KEY ([Id]),
    CONSTRAINT [FK_LoanDispute_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [FK_LoanDispute_LoanId] FOREIGN KEY ([LoanId]) REFERENCES [Loan] ([Id])
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_LoanDispute_Loan] ON [LoanDispute] ([LoanId], [Id]);
CREATE TRIGGER [TR_LoanDispute_NoUpdate] BEFORE UPDATE ON [LoanDispute]
BEGIN
    SELECT RAISE(ABORT, 'LoanDispute is append-only');
END;
CREATE TRIGGER [TR_LoanDispute_NoDelete] BEFORE DELETE ON [LoanDispute]
BEGIN
    SELECT RAISE(ABORT, 'LoanDispute is append-only');
END;

CREATE TABLE [LoanDisputeResolution] (
    [DisputeId] TEXT NOT NULL,
    [Resolution] TEXT NOT NULL,
    [ResolvedBy] TEXT NOT NULL,
    [ResolvedAt] TEXT NOT NULL,
    CONSTRAINT [PK_LoanDisputeResolution] PRIMARY KEY ([DisputeId]),
    CONSTRAINT [FK_LoanDisputeResolution_DisputeId] FOREIGN KEY ([DisputeId]) REFERENCES [LoanDispute] ([Id])
) STRICT, WITHOUT ROWID;
CREATE TRIGGER [TR_LoanDisputeResolution_NoUpdate] BEFORE UPDATE ON [LoanDisputeResolution]
BEGIN
    SELECT RAISE(ABORT, 'LoanDisputeResolution is append-only');
END;
CREATE TRIGGER [TR_LoanDisputeResolution_NoDelete] BEFORE DELETE ON [LoanDisputeResolution]
BEGIN
    SELECT RAISE(ABORT, 'LoanDisputeResolution is append-only');
END;

-- What a message is about, each due date once. Nothing was written here before: a message that is never sent says
-- nothing, so another may say the same.
DROP TABLE [MessageItem];
CREATE TABLE [MessageItem] (
    [MessageId] TEXT NOT NULL,
    [LoanId] TEXT NOT NULL,
    [DueOn] TEXT NOT NULL,
    [DayOffset] INTEGER NOT NULL,
    CONSTRAINT [PK_MessageItem] PRIMARY KEY ([MessageId], [LoanId], [DueOn]),
    CONSTRAINT [FK_MessageItem_MessageId] FOREIGN KEY ([MessageId]) REFERENCES [OutgoingMessage] ([Id]),
    CONSTRAINT [FK_MessageItem_LoanId] FOREIGN KEY ([LoanId]) REFERENCES [Loan] ([Id])
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_MessageItem_Said] ON [MessageItem] ([LoanId], [DueOn], [DayOffset], [MessageId]);

-- The reminders of before: those that were sent count as said, those that waited are planned anew. Offices reach from
-- seven to nine hours east, so that their day is the one eight hours east of a time of day at which they remind.
INSERT INTO [OutgoingMessage] ([Id], [OfficeId], [MessageKey], [Kind], [BorrowerId], [Day], [Language], [Channel],
    [Recipient], [Body], [Status], [Reason], [PlannedAt], [StatusAt], [Attempts], [NotBefore])
SELECT m.[Id], m.[OfficeId], 'legacy:' || m.[Id], 'reminder', m.[BorrowerId], date(m.[PlannedAt], '+8 hours'), 'id',
    'sms', m.[Recipient], m.[Body], CASE WHEN m.[Status] = 'planned' THEN 'cancelled' ELSE m.[Status] END,
    CASE WHEN m.[Status] = 'planned' THEN 'superseded' END, m.[PlannedAt], COALESCE(m.[SentAt], m.[PlannedAt]), 0,
    m.[PlannedAt]
FROM [Message] m;
INSERT INTO [MessageItem] ([MessageId], [LoanId], [DueOn], [DayOffset])
SELECT m.[Id], m.[LoanId], m.[DueOn], CASE m.[Occasion] WHEN 'dueSoon' THEN -3 WHEN 'dueToday' THEN 0 ELSE 1 END
FROM [Message] m;
INSERT INTO [MessageEvent] ([MessageId], [Sequence], [Status], [Channel], [At])
SELECT m.[Id], 1, 'planned', 'sms', m.[PlannedAt] FROM [Message] m;
INSERT INTO [MessageEvent] ([MessageId], [Sequence], [Status], [Channel], [Reason], [At])
SELECT o.[Id], 2, o.[Status], o.[Channel], o.[Reason], o.[StatusAt] FROM [OutgoingMessage] o
JOIN [Message] m ON m.[Id] = o.[Id];
DROP TABLE [Message];
