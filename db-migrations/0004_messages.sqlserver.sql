-- Messages to borrowers and to the staff, whatever they are about and however they go.

-- Where the staff are written to; the language they read; what they asked to be written about.
ALTER TABLE [AppUser] ADD [Email] nvarchar(320) NULL;
ALTER TABLE [AppUser] ADD [Language] nvarchar(10) NULL;

CREATE TABLE [Subscription] (
    [UserId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Topic] nvarchar(40) NOT NULL,
    [SubscribedAt] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_Subscription] PRIMARY KEY ([UserId], [Topic]),
    CONSTRAINT [FK_Subscription_UserId] FOREIGN KEY ([UserId]) REFERENCES [AppUser] ([Id])
);
CREATE INDEX [IX_Subscription_Topic] ON [Subscription] ([Topic], [UserId]);

-- What is to be sent, written in the transaction that causes it. MessageKey says what it is, so that it is planned once.
-- Channel, Recipient and Body are what it went by or will go by next; a sweep claims it for a time, sends it, and writes
-- down what became of it.
CREATE TABLE [OutgoingMessage] (
    [Id] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [MessageKey] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Kind] nvarchar(40) NOT NULL,
    [BorrowerId] char(36) COLLATE Latin1_General_100_BIN2 NULL,
    [UserId] char(36) COLLATE Latin1_General_100_BIN2 NULL,
    [Day] date NOT NULL,
    [Language] nvarchar(10) NOT NULL,
    [Channel] nvarchar(40) NOT NULL,
    [Recipient] nvarchar(320) NOT NULL,
    [Subject] nvarchar(200) NULL,
    [Body] nvarchar(max) NOT NULL,
    [Status] nvarchar(40) NOT NULL,
    [Reason] nvarchar(200) NULL,
    [PlannedAt] datetimeoffset(3) NOT NULL,
    [StatusAt] datetimeoffset(3) NOT NULL,
    [Attempts] int NOT NULL,
    [NotBefore] datetimeoffset(3) NOT NULL,
    [ClaimedBy] nvarchar(100) NULL,
    [ClaimedUntil] datetimeoffset(3) NULL,
    [ProviderId] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    CONSTRAINT [PK_OutgoingMessage] PRIMARY KEY ([Id]),
    CONSTRAINT [UQ_OutgoingMessage_OfficeId_MessageKey] UNIQUE ([OfficeId], [MessageKey]),
    CONSTRAINT [FK_OutgoingMessage_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [FK_OutgoingMessage_BorrowerId] FOREIGN KEY ([BorrowerId]) REFERENCES [Borrower] ([Id]),
    CONSTRAINT [FK_OutgoingMessage_UserId] FOREIGN KEY ([UserId]) REFERENCES [AppUser] ([Id]),
    CONSTRAINT [CK_OutgoingMessage_Attempts] CHECK ([Attempts] >= 0)
);
CREATE INDEX [IX_OutgoingMessage_Status] ON [OutgoingMessage] ([OfficeId], [Status], [NotBefore]);
CREATE INDEX [IX_OutgoingMessage_Office] ON [OutgoingMessage] ([OfficeId], [Id]);
CREATE INDEX [IX_OutgoingMessage_Borrower] ON [OutgoingMessage] ([BorrowerId], [Day]);
CREATE INDEX [IX_OutgoingMessage_Provider] ON [OutgoingMessage] ([ProviderId]);

-- What a reminder is about: a loan, what of it falls due on a day, and how many days before (negative) or after that day
-- it was said. Nothing is said twice.
CREATE TABLE [MessageItem] (
    [MessageId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [LoanId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [DueOn] date NOT NULL,
    [DayOffset] int NOT NULL,
    CONSTRAINT [PK_MessageItem] PRIMARY KEY ([LoanId], [DueOn], [DayOffset]),
    CONSTRAINT [FK_MessageItem_MessageId] FOREIGN KEY ([MessageId]) REFERENCES [OutgoingMessage] ([Id]),
    CONSTRAINT [FK_MessageItem_LoanId] FOREIGN KEY ([LoanId]) REFERENCES [Loan] ([Id])
);
CREATE INDEX [IX_MessageItem_Message] ON [MessageItem] ([MessageId]);

-- Every state that a message has been in.
CREATE TABLE [MessageEvent] (
    [MessageId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Sequence] int NOT NULL,
    [Status] nvarchar(40) NOT NULL,
    [Channel] nvarchar(40) NOT NULL,
    [Reason] nvarchar(200) NULL,
    [At] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_MessageEvent] PRIMARY KEY ([MessageId], [Sequence]),
    CONSTRAINT [FK_MessageEvent_MessageId] FOREIGN KEY ([MessageId]) REFERENCES [OutgoingMessage] ([Id])
);
GO
CREATE TRIGGER [TR_MessageEvent_AppendOnly] ON [MessageEvent] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'MessageEvent is append-only', 1;
END;
GO
