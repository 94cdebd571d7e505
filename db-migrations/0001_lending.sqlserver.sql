-- People, offices and what a day off is.

CREATE TABLE [MigrationChecksum] (
    [Name] nvarchar(200) NOT NULL,
    [Sha256] char(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT [PK_MigrationChecksum] PRIMARY KEY ([Name])
);

CREATE TABLE [Office] (
    [Id] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Code] nvarchar(40) NOT NULL,
    [Name] nvarchar(200) NOT NULL,
    [RegionCode] nvarchar(40) NULL,
    [TimeZone] nvarchar(40) NOT NULL,
    [RestDays] nvarchar(40) NOT NULL,
    [NonWorkingDayRule] nvarchar(40) NOT NULL,
    [Collectibility] nvarchar(max) NOT NULL,
    [CreatedAt] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_Office] PRIMARY KEY ([Id]),
    CONSTRAINT [UQ_Office_Code] UNIQUE ([Code])
);

CREATE TABLE [Holiday] (
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Date] date NOT NULL,
    [Name] nvarchar(200) NOT NULL,
    CONSTRAINT [PK_Holiday] PRIMARY KEY ([OfficeId], [Date]),
    CONSTRAINT [FK_Holiday_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id])
);

CREATE TABLE [AppUser] (
    [Id] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [UserName] nvarchar(200) NOT NULL,
    [NormalizedUserName] nvarchar(200) NOT NULL,
    [DisplayName] nvarchar(200) NOT NULL,
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NULL,
    [ApprovalLimit] bigint NULL,
    [PasswordHash] nvarchar(1000) NOT NULL,
    [SecurityStamp] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [IsActive] bit NOT NULL,
    [CreatedAt] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_AppUser] PRIMARY KEY ([Id]),
    CONSTRAINT [UQ_AppUser_NormalizedUserName] UNIQUE ([NormalizedUserName]),
    CONSTRAINT [FK_AppUser_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [CK_AppUser_ApprovalLimit] CHECK ([ApprovalLimit] IS NULL OR [ApprovalLimit] >= 0)
);

CREATE TABLE [AppUserRole] (
    [UserId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Role] nvarchar(40) NOT NULL,
    CONSTRAINT [PK_AppUserRole] PRIMARY KEY ([UserId], [Role]),
    CONSTRAINT [FK_AppUserRole_UserId] FOREIGN KEY ([UserId]) REFERENCES [AppUser] ([Id])
);

-- Counted by the name that was typed, known or not, so that a lockout tells nobody which names exist.
CREATE TABLE [SignInFailure] (
    [NormalizedUserName] nvarchar(200) NOT NULL,
    [Failures] int NOT NULL,
    [LockedUntil] datetimeoffset(3) NULL,
    CONSTRAINT [PK_SignInFailure] PRIMARY KEY ([NormalizedUserName])
);

-- One chain an office, and one for what belongs to no office. Writing its head takes the office's turn:
-- all writes of one office happen one after another.
CREATE TABLE [AuditChain] (
    [Id] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Length] bigint NOT NULL,
    [HeadHash] char(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT [PK_AuditChain] PRIMARY KEY ([Id])
);

CREATE TABLE [AuditEvent] (
    [ChainId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Sequence] bigint NOT NULL,
    [At] datetimeoffset(3) NOT NULL,
    [UserId] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [UserName] nvarchar(200) NOT NULL,
    [Action] nvarchar(40) NOT NULL,
    [SubjectKind] nvarchar(40) NOT NULL,
    [SubjectId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Before] nvarchar(max) NULL,
    [After] nvarchar(max) NULL,
    [RequestId] nvarchar(200) NOT NULL,
    [PreviousHash] char(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Hash] char(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT [PK_AuditEvent] PRIMARY KEY ([ChainId], [Sequence]),
    CONSTRAINT [FK_AuditEvent_ChainId] FOREIGN KEY ([ChainId]) REFERENCES [AuditChain] ([Id])
);
CREATE INDEX [IX_AuditEvent_Subject] ON [AuditEvent] ([SubjectId], [Sequence]);
GO
CREATE TRIGGER [TR_AuditEvent_AppendOnly] ON [AuditEvent] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'AuditEvent is append-only', 1;
END;
GO

-- The first answer to each key, kept in the transaction that did the work.
CREATE TABLE [IdempotencyKey] (
    [UserId] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Path] nvarchar(200) NOT NULL,
    [IdempotencyKey] nvarchar(200) NOT NULL,
    [RequestHash] char(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Response] nvarchar(max) NOT NULL,
    [CreatedAt] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_IdempotencyKey] PRIMARY KEY ([UserId], [Path], [IdempotencyKey])
);
GO
CREATE TRIGGER [TR_IdempotencyKey_AppendOnly] ON [IdempotencyKey] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'IdempotencyKey is append-only', 1;
END;
GO

-- The register of every number given out: gapless per office, series and year.
CREATE TABLE [DocumentNumber] (
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Series] nvarchar(40) NOT NULL,
    [Year] int NOT NULL,
    [Sequence] int NOT NULL,
    [Number] nvarchar(40) NOT NULL,
    [SubjectId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT [PK_DocumentNumber] PRIMARY KEY ([OfficeId], [Series], [Year], [Sequence]),
    CONSTRAINT [UQ_DocumentNumber_Number] UNIQUE ([Number]),
    CONSTRAINT [FK_DocumentNumber_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [CK_DocumentNumber_Sequence] CHECK ([Sequence] >= 1)
);
GO
CREATE TRIGGER [TR_DocumentNumber_AppendOnly] ON [DocumentNumber] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'DocumentNumber is append-only', 1;
END;
GO

CREATE TABLE [Fund] (
    [Id] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Code] nvarchar(40) NOT NULL,
    [Name] nvarchar(200) NOT NULL,
    [Kind] nvarchar(40) NOT NULL,
    [CreatedAt] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_Fund] PRIMARY KEY ([Id]),
    CONSTRAINT [UQ_Fund_OfficeId_Code] UNIQUE ([OfficeId], [Code]),
    CONSTRAINT [FK_Fund_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id])
);

-- The office's own numbers and names for the accounts that the standard postings use.
CREATE TABLE [Account] (
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Account] nvarchar(40) NOT NULL,
    [Code] nvarchar(40) NOT NULL,
    [Name] nvarchar(200) NOT NULL,
    [Type] nvarchar(40) NOT NULL,
    CONSTRAINT [PK_Account] PRIMARY KEY ([OfficeId], [Account]),
    CONSTRAINT [UQ_Account_OfficeId_Code] UNIQUE ([OfficeId], [Code]),
    CONSTRAINT [FK_Account_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id])
);

CREATE TABLE [Product] (
    [Id] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Code] nvarchar(40) NOT NULL,
    [CurrentVersion] int NOT NULL,
    CONSTRAINT [PK_Product] PRIMARY KEY ([Id]),
    CONSTRAINT [UQ_Product_Code] UNIQUE ([Code])
);

-- Running loans keep the version they were granted under.
CREATE TABLE [ProductVersion] (
    [ProductId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Version] int NOT NULL,
    [Name] nvarchar(200) NOT NULL,
    [MinPrincipal] bigint NOT NULL,
    [MaxPrincipal] bigint NOT NULL,
    [MinInstallments] int NOT NULL,
    [MaxInstallments] int NOT NULL,
    [Unit] nvarchar(40) NOT NULL,
    [Every] int NOT NULL,
    [RoundingMultiple] bigint NOT NULL,
    [RoundingMode] nvarchar(40) NOT NULL,
    [NonWorkingDayRule] nvarchar(40) NULL,
    [FundKinds] nvarchar(1000) NOT NULL,
    [MaxActiveLoans] int NOT NULL,
    [Approvals] nvarchar(max) NOT NULL,
    [RequiresGroup] bit NOT NULL,
    [CreatedAt] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_ProductVersion] PRIMARY KEY ([ProductId], [Version]),
    CONSTRAINT [FK_ProductVersion_ProductId] FOREIGN KEY ([ProductId]) REFERENCES [Product] ([Id]),
    CONSTRAINT [CK_ProductVersion_Principal] CHECK ([MinPrincipal] >= 1 AND [MaxPrincipal] >= [MinPrincipal]),
    CONSTRAINT [CK_ProductVersion_Installments] CHECK ([MinInstallments] >= 1 AND [MaxInstallments] >= [MinInstallments])
);
GO
CREATE TRIGGER [TR_ProductVersion_AppendOnly] ON [ProductVersion] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'ProductVersion is append-only', 1;
END;
GO

-- "Group" alone is a word of SQL.
CREATE TABLE [BorrowerGroup] (
    [Id] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Code] nvarchar(40) NOT NULL,
    [Name] nvarchar(200) NOT NULL,
    [ChairId] char(36) COLLATE Latin1_General_100_BIN2 NULL,
    [CreatedAt] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_BorrowerGroup] PRIMARY KEY ([Id]),
    CONSTRAINT [UQ_BorrowerGroup_OfficeId_Code] UNIQUE ([OfficeId], [Code]),
    CONSTRAINT [FK_BorrowerGroup_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id])
);

-- SensitiveData holds the NIK and the person's finances, encrypted; NikIndex finds a NIK without showing it.
CREATE TABLE [Borrower] (
    [Id] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Number] nvarchar(40) NOT NULL,
    [ExternalRef] nvarchar(40) NULL,
    [NikIndex] char(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [NikMasked] nvarchar(40) NOT NULL,
    [SensitiveData] varbinary(max) NOT NULL,
    [FullName] nvarchar(200) NOT NULL,
    [Sex] nvarchar(40) NOT NULL,
    [BirthDate] date NOT NULL,
    [Phone] nvarchar(40) NULL,
    [VillageCode] nvarchar(40) NULL,
    [Address] nvarchar(1000) NULL,
    [Asnaf] nvarchar(40) NULL,
    [HouseholdSize] int NULL,
    [BusinessName] nvarchar(200) NULL,
    [BusinessSector] nvarchar(200) NULL,
    [BusinessStartedOn] date NULL,
    [RegisteredAt] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_Borrower] PRIMARY KEY ([Id]),
    CONSTRAINT [UQ_Borrower_NikIndex] UNIQUE ([NikIndex]),
    CONSTRAINT [UQ_Borrower_Number] UNIQUE ([Number]),
    CONSTRAINT [FK_Borrower_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id])
);
CREATE INDEX [IX_Borrower_Office] ON [Borrower] ([OfficeId], [Id]);
CREATE INDEX [IX_Borrower_ExternalRef] ON [Borrower] ([ExternalRef], [OfficeId]);
CREATE INDEX [IX_Borrower_Phone] ON [Borrower] ([Phone]);

-- Who belongs to which group from when to when.
CREATE TABLE [GroupMember] (
    [GroupId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [BorrowerId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [JoinedOn] date NOT NULL,
    [LeftOn] date NULL,
    CONSTRAINT [PK_GroupMember] PRIMARY KEY ([GroupId], [BorrowerId], [JoinedOn]),
    CONSTRAINT [FK_GroupMember_GroupId] FOREIGN KEY ([GroupId]) REFERENCES [BorrowerGroup] ([Id]),
    CONSTRAINT [FK_GroupMember_BorrowerId] FOREIGN KEY ([BorrowerId]) REFERENCES [Borrower] ([Id])
);
CREATE INDEX [IX_GroupMember_Borrower] ON [GroupMember] ([BorrowerId], [LeftOn]);

-- What a person has agreed to, and when it was given or taken back; the newest line of a purpose holds.
CREATE TABLE [Consent] (
    [BorrowerId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Purpose] nvarchar(40) NOT NULL,
    [Sequence] int NOT NULL,
    [IsGiven] bit NOT NULL,
    [At] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_Consent] PRIMARY KEY ([BorrowerId], [Purpose], [Sequence]),
    CONSTRAINT [FK_Consent_BorrowerId] FOREIGN KEY ([BorrowerId]) REFERENCES [Borrower] ([Id])
);
GO
CREATE TRIGGER [TR_Consent_AppendOnly] ON [Consent] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'Consent is append-only', 1;
END;
GO

CREATE TABLE [LoanApplication] (
    [Id] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [BorrowerId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [ProductId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [ProductVersion] int NOT NULL,
    [FundId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Principal] bigint NOT NULL,
    [Installments] int NOT NULL,
    [Purpose] nvarchar(1000) NOT NULL,
    [AppliedOn] date NOT NULL,
    [FirstDueOn] date NULL,
    [Status] nvarchar(40) NOT NULL,
    [Round] int NOT NULL,
    [DraftedBy] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [SubmittedBy] char(36) COLLATE Latin1_General_100_BIN2 NULL,
    [SubmittedAt] datetimeoffset(3) NULL,
    [CreatedAt] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_LoanApplication] PRIMARY KEY ([Id]),
    CONSTRAINT [FK_LoanApplication_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [FK_LoanApplication_BorrowerId] FOREIGN KEY ([BorrowerId]) REFERENCES [Borrower] ([Id]),
    CONSTRAINT [FK_LoanApplication_ProductId_ProductVersion] FOREIGN KEY ([ProductId], [ProductVersion]) REFERENCES [ProductVersion] ([ProductId], [Version]),
    CONSTRAINT [FK_LoanApplication_FundId] FOREIGN KEY ([FundId]) REFERENCES [Fund] ([Id]),
    CONSTRAINT [CK_LoanApplication_Principal] CHECK ([Principal] >= 1),
    CONSTRAINT [CK_LoanApplication_Installments] CHECK ([Installments] >= 1)
);
CREATE INDEX [IX_LoanApplication_Office] ON [LoanApplication] ([OfficeId], [Id]);
CREATE INDEX [IX_LoanApplication_Borrower] ON [LoanApplication] ([BorrowerId], [Status]);

-- A returned application starts a new round: what was decided in an earlier one does not count.
CREATE TABLE [Survey] (
    [ApplicationId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Round] int NOT NULL,
    [VisitedOn] date NOT NULL,
    [Score] int NOT NULL,
    [Notes] nvarchar(max) NOT NULL,
    [Findings] nvarchar(max) NULL,
    [SurveyedBy] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [At] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_Survey] PRIMARY KEY ([ApplicationId], [Round]),
    CONSTRAINT [FK_Survey_ApplicationId] FOREIGN KEY ([ApplicationId]) REFERENCES [LoanApplication] ([Id]),
    CONSTRAINT [CK_Survey_Score] CHECK ([Score] BETWEEN 0 AND 100)
);
GO
CREATE TRIGGER [TR_Survey_AppendOnly] ON [Survey] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'Survey is append-only', 1;
END;
GO

CREATE TABLE [Decision] (
    [Id] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [ApplicationId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Round] int NOT NULL,
    [Decision] nvarchar(40) NOT NULL,
    [Principal] bigint NOT NULL,
    [Installments] int NOT NULL,
    [DecidedOn] date NOT NULL,
    [Note] nvarchar(max) NOT NULL,
    [DecidedBy] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [At] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_Decision] PRIMARY KEY ([Id]),
    CONSTRAINT [FK_Decision_ApplicationId] FOREIGN KEY ([ApplicationId]) REFERENCES [LoanApplication] ([Id])
);
CREATE INDEX [IX_Decision_Application] ON [Decision] ([ApplicationId], [Round]);
GO
CREATE TRIGGER [TR_Decision_AppendOnly] ON [Decision] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'Decision is append-only', 1;
END;
GO

-- A loan's own row says what was agreed and never changes. What has happened to it since stands in the
-- akad, the cancellation and the ledger, and its status follows from those.
CREATE TABLE [Loan] (
    [Id] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Number] nvarchar(40) NOT NULL,
    [ExternalRef] nvarchar(40) NULL,
    [ApplicationId] char(36) COLLATE Latin1_General_100_BIN2 NULL,
    [BorrowerId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [ProductId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [ProductVersion] int NOT NULL,
    [FundId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Principal] bigint NOT NULL,
    [Installments] int NOT NULL,
    [FirstDueOn] date NULL,
    [Purpose] nvarchar(1000) NOT NULL,
    [ApprovedOn] date NOT NULL,
    [CreatedAt] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_Loan] PRIMARY KEY ([Id]),
    CONSTRAINT [UQ_Loan_Number] UNIQUE ([Number]),
    CONSTRAINT [FK_Loan_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [FK_Loan_ApplicationId] FOREIGN KEY ([ApplicationId]) REFERENCES [LoanApplication] ([Id]),
    CONSTRAINT [FK_Loan_BorrowerId] FOREIGN KEY ([BorrowerId]) REFERENCES [Borrower] ([Id]),
    CONSTRAINT [FK_Loan_ProductId_ProductVersion] FOREIGN KEY ([ProductId], [ProductVersion]) REFERENCES [ProductVersion] ([ProductId], [Version]),
    CONSTRAINT [FK_Loan_FundId] FOREIGN KEY ([FundId]) REFERENCES [Fund] ([Id]),
    CONSTRAINT [CK_Loan_Principal] CHECK ([Principal] >= 1),
    CONSTRAINT [CK_Loan_Installments] CHECK ([Installments] >= 1)
);
CREATE INDEX [IX_Loan_Office] ON [Loan] ([OfficeId], [Id]);
CREATE INDEX [IX_Loan_Borrower] ON [Loan] ([BorrowerId]);
CREATE INDEX [IX_Loan_Application] ON [Loan] ([ApplicationId]);
CREATE INDEX [IX_Loan_ExternalRef] ON [Loan] ([ExternalRef], [OfficeId]);
GO
CREATE TRIGGER [TR_Loan_AppendOnly] ON [Loan] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'Loan is append-only', 1;
END;
GO

CREATE TABLE [LoanCancellation] (
    [LoanId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [CancelledOn] date NOT NULL,
    [Reason] nvarchar(max) NOT NULL,
    [CancelledBy] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [At] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_LoanCancellation] PRIMARY KEY ([LoanId]),
    CONSTRAINT [FK_LoanCancellation_LoanId] FOREIGN KEY ([LoanId]) REFERENCES [Loan] ([Id])
);
GO
CREATE TRIGGER [TR_LoanCancellation_AppendOnly] ON [LoanCancellation] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'LoanCancellation is append-only', 1;
END;
GO

CREATE TABLE [Akad] (
    [LoanId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Number] nvarchar(40) NOT NULL,
    [SignedOn] date NOT NULL,
    [Place] nvarchar(200) NOT NULL,
    [Witnesses] nvarchar(max) NOT NULL,
    [SignedBy] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [At] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_Akad] PRIMARY KEY ([LoanId]),
    CONSTRAINT [FK_Akad_LoanId] FOREIGN KEY ([LoanId]) REFERENCES [Loan] ([Id])
);
GO
CREATE TRIGGER [TR_Akad_AppendOnly] ON [Akad] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'Akad is append-only', 1;
END;
GO

-- RepaidBefore is what had been repaid when the version began; payments count against the rest.
CREATE TABLE [ScheduleVersion] (
    [LoanId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Version] int NOT NULL,
    [EffectiveOn] date NOT NULL,
    [RepaidBefore] bigint NOT NULL,
    [Cause] nvarchar(40) NOT NULL,
    [At] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_ScheduleVersion] PRIMARY KEY ([LoanId], [Version]),
    CONSTRAINT [FK_ScheduleVersion_LoanId] FOREIGN KEY ([LoanId]) REFERENCES [Loan] ([Id])
);
GO
CREATE TRIGGER [TR_ScheduleVersion_AppendOnly] ON [ScheduleVersion] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'ScheduleVersion is append-only', 1;
END;
GO

CREATE TABLE [Instalment] (
    [LoanId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Version] int NOT NULL,
    [No] int NOT NULL,
    [AnchorOn] date NOT NULL,
    [DueOn] date NOT NULL,
    [Amount] bigint NOT NULL,
    [Cumulative] bigint NOT NULL,
    CONSTRAINT [PK_Instalment] PRIMARY KEY ([LoanId], [Version], [No]),
    CONSTRAINT [FK_Instalment_LoanId_Version] FOREIGN KEY ([LoanId], [Version]) REFERENCES [ScheduleVersion] ([LoanId], [Version]),
    CONSTRAINT [CK_Instalment_Amount] CHECK ([Amount] >= 1)
);
CREATE INDEX [IX_Instalment_Due] ON [Instalment] ([DueOn], [LoanId]);
GO
CREATE TRIGGER [TR_Instalment_AppendOnly] ON [Instalment] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'Instalment is append-only', 1;
END;
GO

-- One transfer: its postings sum to zero. Kind is what it is about; a reversing entry has the kind of what it reverses.
CREATE TABLE [JournalEntry] (
    [Id] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Number] nvarchar(40) NOT NULL,
    [Kind] nvarchar(40) NOT NULL,
    [EffectiveOn] date NOT NULL,
    [BookedAt] datetimeoffset(3) NOT NULL,
    [BookedBy] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [LoanId] char(36) COLLATE Latin1_General_100_BIN2 NULL,
    [BorrowerId] char(36) COLLATE Latin1_General_100_BIN2 NULL,
    [ReceiptNumber] nvarchar(40) NULL,
    [Method] nvarchar(40) NULL,
    [PaidByBorrowerId] char(36) COLLATE Latin1_General_100_BIN2 NULL,
    [Reference] nvarchar(200) NULL,
    [Description] nvarchar(1000) NULL,
    CONSTRAINT [PK_JournalEntry] PRIMARY KEY ([Id]),
    CONSTRAINT [UQ_JournalEntry_Number] UNIQUE ([Number]),
    CONSTRAINT [FK_JournalEntry_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [FK_JournalEntry_LoanId] FOREIGN KEY ([LoanId]) REFERENCES [Loan] ([Id]),
    CONSTRAINT [FK_JournalEntry_BorrowerId] FOREIGN KEY ([BorrowerId]) REFERENCES [Borrower] ([Id])
);
CREATE INDEX [IX_JournalEntry_Loan] ON [JournalEntry] ([LoanId], [EffectiveOn]);
CREATE INDEX [IX_JournalEntry_Office] ON [JournalEntry] ([OfficeId], [EffectiveOn]);
GO
CREATE TRIGGER [TR_JournalEntry_AppendOnly] ON [JournalEntry] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'JournalEntry is append-only', 1;
END;
GO

-- Amount in rupiah: a debit above zero, a credit below. Kind and EffectiveOn are the entry's own, so that
-- every balance of any date is answered from an index of this table alone.
CREATE TABLE [Posting] (
    [EntryId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Line] int NOT NULL,
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [FundId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Account] nvarchar(40) NOT NULL,
    [Kind] nvarchar(40) NOT NULL,
    [EffectiveOn] date NOT NULL,
    [LoanId] char(36) COLLATE Latin1_General_100_BIN2 NULL,
    [BorrowerId] char(36) COLLATE Latin1_General_100_BIN2 NULL,
    [Amount] bigint NOT NULL,
    CONSTRAINT [PK_Posting] PRIMARY KEY ([EntryId], [Line]),
    CONSTRAINT [FK_Posting_EntryId] FOREIGN KEY ([EntryId]) REFERENCES [JournalEntry] ([Id]),
    CONSTRAINT [FK_Posting_FundId] FOREIGN KEY ([FundId]) REFERENCES [Fund] ([Id]),
    CONSTRAINT [FK_Posting_LoanId] FOREIGN KEY ([LoanId]) REFERENCES [Loan] ([Id]),
    CONSTRAINT [FK_Posting_BorrowerId] FOREIGN KEY ([BorrowerId]) REFERENCES [Borrower] ([Id]),
    CONSTRAINT [FK_Posting_OfficeId_Account] FOREIGN KEY ([OfficeId], [Account]) REFERENCES [Account] ([OfficeId], [Account]),
    CONSTRAINT [CK_Posting_Amount] CHECK ([Amount] <> 0),
    CONSTRAINT [CK_Posting_Subledger] CHECK (([Account] <> 'qardhReceivable' OR [LoanId] IS NOT NULL) AND ([Account] <> 'borrowerDeposits' OR [BorrowerId] IS NOT NULL))
);
CREATE INDEX [IX_Posting_Loan] ON [Posting] ([LoanId], [Account], [EffectiveOn], [Kind], [Amount]);
CREATE INDEX [IX_Posting_Book] ON [Posting] ([OfficeId], [Account], [FundId], [EffectiveOn], [Kind], [LoanId], [Amount]);
CREATE INDEX [IX_Posting_Borrower] ON [Posting] ([BorrowerId], [Account], [EffectiveOn], [Amount]);
GO
CREATE TRIGGER [TR_Posting_AppendOnly] ON [Posting] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'Posting is append-only', 1;
END;
GO

-- The key makes a second reversal of the same entry impossible.
CREATE TABLE [Reversal] (
    [ReversedEntryId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [EntryId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Reason] nvarchar(max) NOT NULL,
    CONSTRAINT [PK_Reversal] PRIMARY KEY ([ReversedEntryId]),
    CONSTRAINT [UQ_Reversal_EntryId] UNIQUE ([EntryId]),
    CONSTRAINT [FK_Reversal_ReversedEntryId] FOREIGN KEY ([ReversedEntryId]) REFERENCES [JournalEntry] ([Id]),
    CONSTRAINT [FK_Reversal_EntryId] FOREIGN KEY ([EntryId]) REFERENCES [JournalEntry] ([Id])
);
GO
CREATE TRIGGER [TR_Reversal_AppendOnly] ON [Reversal] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'Reversal is append-only', 1;
END;
GO

-- A closed month takes no posting.
CREATE TABLE [PeriodClosing] (
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Period] char(7) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [ClosedBy] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [ClosedAt] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_PeriodClosing] PRIMARY KEY ([OfficeId], [Period]),
    CONSTRAINT [FK_PeriodClosing_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id])
);
GO
CREATE TRIGGER [TR_PeriodClosing_AppendOnly] ON [PeriodClosing] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'PeriodClosing is append-only', 1;
END;
GO

-- Reports as they were when a month was closed or ended.
CREATE TABLE [StoredReport] (
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Kind] nvarchar(40) NOT NULL,
    [Period] char(7) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Content] nvarchar(max) NOT NULL,
    [Sha256] char(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [CreatedAt] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_StoredReport] PRIMARY KEY ([OfficeId], [Kind], [Period]),
    CONSTRAINT [FK_StoredReport_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id])
);
GO
CREATE TRIGGER [TR_StoredReport_AppendOnly] ON [StoredReport] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'StoredReport is append-only', 1;
END;
GO

-- Reminders, each planned once: the key says which instalment and which occasion.
CREATE TABLE [Message] (
    [Id] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [LoanId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [BorrowerId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [DueOn] date NOT NULL,
    [Occasion] nvarchar(40) NOT NULL,
    [Recipient] nvarchar(40) NOT NULL,
    [Body] nvarchar(1000) NOT NULL,
    [Status] nvarchar(40) NOT NULL,
    [PlannedAt] datetimeoffset(3) NOT NULL,
    [SentAt] datetimeoffset(3) NULL,
    CONSTRAINT [PK_Message] PRIMARY KEY ([Id]),
    CONSTRAINT [UQ_Message_LoanId_DueOn_Occasion] UNIQUE ([LoanId], [DueOn], [Occasion]),
    CONSTRAINT [FK_Message_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [FK_Message_LoanId] FOREIGN KEY ([LoanId]) REFERENCES [Loan] ([Id]),
    CONSTRAINT [FK_Message_BorrowerId] FOREIGN KEY ([BorrowerId]) REFERENCES [Borrower] ([Id])
);
CREATE INDEX [IX_Message_Status] ON [Message] ([Status], [Id]);
CREATE INDEX [IX_Message_Office] ON [Message] ([OfficeId], [Id]);

-- What each night's verification found: one run a night and chain, in the office's own date.
CREATE TABLE [VerificationRun] (
    [ChainId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Night] date NOT NULL,
    [At] datetimeoffset(3) NOT NULL,
    [IsVerified] bit NOT NULL,
    [Events] bigint NOT NULL,
    [FirstBroken] nvarchar(max) NULL,
    CONSTRAINT [PK_VerificationRun] PRIMARY KEY ([ChainId], [Night]),
    CONSTRAINT [FK_VerificationRun_ChainId] FOREIGN KEY ([ChainId]) REFERENCES [AuditChain] ([Id])
);
GO
CREATE TRIGGER [TR_VerificationRun_AppendOnly] ON [VerificationRun] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'VerificationRun is append-only', 1;
END;
