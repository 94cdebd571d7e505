-- Messages to borrowers and to the staff, whatever they are about and however they go.

-- Where the staff are written to; the language they read; what they asked to be written about.
ALTER TABLE [AppUser] ADD [Email] TEXT NULL;
ALTER TABLE [AppUser] ADD [Language] TEXT NULL;

CREATE TABLE [Subscription] (
    [UserId] TEXT NOT NULL,
    [Topic] TEXT NOT NULL,
    [SubscribedAt] TEXT NOT NULL,
    CONSTRAINT [PK_Subscription] PRIMARY KEY ([UserId], [Topic]),
    CONSTRAINT [FK_Subscription_UserId] FOREIGN KEY ([UserId]) REFERENCES [AppUser] ([Id])
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_Subscription_Topic] ON [Subscription] ([Topic], [UserId]);

-- What is to be sent, written in the transaction that causes it. MessageKey says what it is, so that it is planned once.
-- Channel, Recipient and Body are what it went by or will go by next; a sweep claims it for a time, sends it, and writes
-- down what became of it.
CREATE TABLE [OutgoingMessage] (
    [Id] TEXT NOT NULL,
    [OfficeId] TEXT NOT NULL,
    [MessageKey] TEXT NOT NULL,
    [Kind] TEXT NOT NULL,
    [BorrowerId] TEXT NULL,
    [UserId] TEXT NULL,
    [Day] TEXT NOT NULL,
    [Language] TEXT NOT NULL,
    [Channel] TEXT NOT NULL,
    [Recipient] TEXT NOT NULL,
    [Subject] TEXT NULL,
    [Body] TEXT NOT NULL,
    [Status] TEXT NOT NULL,
    [Reason] TEXT NULL,
    [PlannedAt] TEXT NOT NULL,
    [StatusAt] TEXT NOT NULL,
    [Attempts] INTEGER NOT NULL,
    [NotBefore] TEXT NOT NULL,
    [ClaimedBy] TEXT NULL,
    [ClaimedUntil] TEXT NULL,
    [ProviderId] TEXT NULL,
    CONSTRAINT [PK_OutgoingMessage] PRIMARY KEY ([Id]),
    CONSTRAINT [UQ_OutgoingMessage_OfficeId_MessageKey] UNIQUE ([OfficeId], [MessageKey]),
    CONSTRAINT [FK_OutgoingMessage_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [FK_OutgoingMessage_BorrowerId] FOREIGN KEY ([BorrowerId]) REFERENCES [Borrower] ([Id]),
    CONSTRAINT [FK_OutgoingMessage_UserId] FOREIGN KEY ([UserId]) REFERENCES [AppUser] ([Id]),
    CONSTRAINT [CK_OutgoingMessage_Attempts] CHECK ([Attempts] >= 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_OutgoingMessage_Status] ON [OutgoingMessage] ([OfficeId], [Status], [NotBefore]);
CREATE INDEX [IX_OutgoingMessage_Office] ON [OutgoingMessage] ([OfficeId], [Id]);
CREATE INDEX [IX_OutgoingMessage_Borrower] ON [OutgoingMessage] ([BorrowerId], [Day]);
CREATE INDEX [IX_OutgoingMessage_Provider] ON [OutgoingMessage] ([ProviderId]);

-- What a reminder is about: a loan, what of it falls due on a day, and how many days before (negative) or after that day
-- it was said. Nothing is said twice.
CREATE TABLE [MessageItem] (
    [MessageId] TEXT NOT NULL,
    [LoanId] TEXT NOT NULL,
    [DueOn] TEXT NOT NULL,
    [DayOffset] INTEGER NOT NULL,
    CONSTRAINT [PK_MessageItem] PRIMARY KEY ([LoanId], [DueOn], [DayOffset]),
    CONSTRAINT [FK_MessageItem_MessageId] FOREIGN KEY ([MessageId]) REFERENCES [OutgoingMessage] ([Id]),
    CONSTRAINT [FK_MessageItem_LoanId] FOREIGN KEY ([LoanId]) REFERENCES [Loan] ([Id])
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_MessageItem_Message] ON [MessageItem] ([MessageId]);

-- Every state that a message has been in.
CREATE TABLE [MessageEvent] (
    [MessageId] TEXT NOT NULL,
    [Sequence] INTEGER NOT NULL,
    [Status] TEXT NOT NULL,
    [Channel] TEXT NOT NULL,
    [Reason] TEXT NULL,
    [At] TEXT NOT NULL,
    CONSTRAINT [PK_MessageEvent] PRIMARY KEY ([MessageId], [Sequence]),
    CONSTRAINT [FK_MessageEvent_MessageId] FOREIGN KEY ([MessageId]) REFERENCES [OutgoingMessage] ([Id])
) STRICT, WITHOUT ROWID;
CREATE TRIGGER [TR_MessageEvent_NoUpdate] BEFORE UPDATE ON [MessageEvent]
BEGIN
    SELECT RAISE(ABORT, 'MessageEvent is append-only');
END;
CREATE TRIGGER [TR_MessageEvent_NoDelete] BEFORE DELETE ON [MessageEvent]
BEGIN
    SELECT RAISE(ABORT, 'MessageEvent is append-only');
END;
