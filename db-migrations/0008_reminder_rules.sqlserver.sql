-- When, by which channels and in which words borrowers are reminded; what they dispute.

-- The language a borrower reads; Bahasa Indonesia when nothing was said.
ALTER TABLE [Borrower] ADD [Language] nvarchar(10) NULL;

-- What an office chose; without a row it does as the service is made. Offsets are days around the due date, ascending:
-- -3,0,1,7
CREATE TABLE [ReminderSettings] (
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [HoursFrom] nvarchar(5) NOT NULL,
    [HoursUntil] nvarchar(5) NOT NULL,
    [Channels] nvarchar(200) NOT NULL,
    [RetentionMonths] int NOT NULL,
    [Offsets] nvarchar(400) NOT NULL,
    CONSTRAINT [PK_ReminderSettings] PRIMARY KEY ([OfficeId]),
    CONSTRAINT [FK_ReminderSettings_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [CK_ReminderSettings_RetentionMonths] CHECK ([RetentionMonths] >= 1)
);

-- A product's own days, instead of the office's.
CREATE TABLE [ReminderRule] (
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [ProductId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Offsets] nvarchar(400) NOT NULL,
    CONSTRAINT [PK_ReminderRule] PRIMARY KEY ([OfficeId], [ProductId]),
    CONSTRAINT [FK_ReminderRule_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [FK_ReminderRule_ProductId] FOREIGN KEY ([ProductId]) REFERENCES [Product] ([Id])
);

-- What a message says, by channel and language; the newest version holds. ProviderName and ProviderLanguage name the
-- template that WhatsApp has approved.
CREATE TABLE [MessageTemplate] (
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Kind] nvarchar(40) NOT NULL,
    [Channel] nvarchar(40) NOT NULL,
    [Language] nvarchar(10) NOT NULL,
    [Version] int NOT NULL,
    [Body] nvarchar(4000) NOT NULL,
    [ProviderName] nvarchar(200) NULL,
    [ProviderLanguage] nvarchar(10) NULL,
    [WrittenBy] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [WrittenAt] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_MessageTemplate] PRIMARY KEY ([OfficeId], [Kind], [Channel], [Language], [Version]),
    CONSTRAINT [FK_MessageTemplate_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id])
);
GO
CREATE TRIGGER [TR_MessageTemplate_AppendOnly] ON [MessageTemplate] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'MessageTemplate is append-only', 1;
END;
GO

-- A borrower says that what the books say of a loan is not so. While nobody has resolved it, nobody reminds of the loan.
CREATE TABLE [LoanDispute] (
    [Id] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [LoanId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Reason] nvarchar(2000) NOT NULL,
    [OpenedBy] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [OpenedAt] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_LoanDispute] PRIMARY KEY ([Id]),
    CONSTRAINT [FK_LoanDispute_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [FK_LoanDispute_LoanId] FOREIGN KEY ([LoanId]) REFERENCES [Loan] ([Id])
);
CREATE INDEX [IX_LoanDispute_Loan] ON [LoanDispute] ([LoanId], [Id]);
GO
CREATE TRIGGER [TR_LoanDispute_AppendOnly] ON [LoanDispute] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'LoanDispute is append-only', 1;
END;
GO

CREATE TABLE [LoanDisputeResolution] (
    [DisputeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Resolution] nvarchar(2000) NOT NULL,
    [ResolvedBy] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [ResolvedAt] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_LoanDisputeResolution] PRIMARY KEY ([DisputeId]),
    CONSTRAINT [FK_LoanDisputeResolution_DisputeId] FOREIGN KEY ([DisputeId]) REFERENCES [LoanDispute] ([Id])
);
GO
CREATE TRIGGER [TR_LoanDisputeResolution_AppendOnly] ON [LoanDisputeResolution] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'LoanDisputeResolution is append-only', 1;
END;
GO

-- What a message is about, each due date once. Nothing was written here before: a message that is never sent says
-- nothing, so another may say the same.
DROP TABLE [MessageItem];
GO
CREATE TABLE [MessageItem] (
    [MessageId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [LoanId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [DueOn] date NOT NULL,
    [DayOffset] int NOT NULL,
    CONSTRAINT [PK_MessageItem] PRIMARY KEY ([MessageId], [LoanId], [DueOn]),
    CONSTRAINT [FK_MessageItem_MessageId] FOREIGN KEY ([MessageId]) REFERENCES [OutgoingMessage] ([Id]),
    CONSTRAINT [FK_MessageItem_LoanId] FOREIGN KEY ([LoanId]) REFERENCES [Loan] ([Id])
);
CREATE INDEX [IX_MessageItem_Said] ON [MessageItem] ([LoanId], [DueOn], [DayOffset], [MessageId]);
GO

-- The reminders of before: those that were sent count as said, those that waited are planned anew. Offices reach from
-- seven to nine hours east, so that their day is the one eight hours east of a time of day at which they remind.
INSERT INTO [OutgoingMessage] ([Id], [OfficeId], [MessageKey], [Kind], [BorrowerId], [Day], [Language], [Channel],
    [Recipient], [Body], [Status], [Reason], [PlannedAt], [StatusAt], [Attempts], [NotBefore])
SELECT m.[Id], m.[OfficeId], CONCAT('legacy:', m.[Id]), 'reminder', m.[BorrowerId], CAST(SWITCHOFFSET(m.[PlannedAt], '+08:00') AS date), 'id',
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
