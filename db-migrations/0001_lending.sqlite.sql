-- People, offices and what a day off is.

CREATE TABLE [MigrationChecksum] (
    [Name] TEXT NOT NULL,
    [Sha256] TEXT NOT NULL,
    CONSTRAINT [PK_MigrationChecksum] PRIMARY KEY ([Name])
) STRICT, WITHOUT ROWID;

CREATE TABLE [Office] (
    [Id] TEXT NOT NULL,
    [Code] TEXT NOT NULL,
    [Name] TEXT NOT NULL,
    [RegionCode] TEXT NULL,
    [TimeZone] TEXT NOT NULL,
    [RestDays] TEXT NOT NULL,
    [NonWorkingDayRule] TEXT NOT NULL,
    [Collectibility] TEXT NOT NULL,
    [CreatedAt] TEXT NOT NULL,
    CONSTRAINT [PK_Office] PRIMARY KEY ([Id]),
    CONSTRAINT [UQ_Office_Code] UNIQUE ([Code])
) STRICT, WITHOUT ROWID;

CREATE TABLE [Holiday] (
    [OfficeId] TEXT NOT NULL,
    [Date] TEXT NOT NULL,
    [Name] TEXT NOT NULL,
    CONSTRAINT [PK_Holiday] PRIMARY KEY ([OfficeId], [Date]),
    CONSTRAINT [FK_Holiday_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id])
) STRICT, WITHOUT ROWID;

CREATE TABLE [AppUser] (
    [Id] TEXT NOT NULL,
    [UserName] TEXT NOT NULL,
    [NormalizedUserName] TEXT NOT NULL,
    [DisplayName] TEXT NOT NULL,
    [OfficeId] TEXT NULL,
    [ApprovalLimit] INTEGER NULL,
    [PasswordHash] TEXT NOT NULL,
    [SecurityStamp] TEXT NOT NULL,
    [IsActive] INTEGER NOT NULL,
    [CreatedAt] TEXT NOT NULL,
    CONSTRAINT [PK_AppUser] PRIMARY KEY ([Id]),
    CONSTRAINT [UQ_AppUser_NormalizedUserName] UNIQUE ([NormalizedUserName]),
    CONSTRAINT [FK_AppUser_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [CK_AppUser_ApprovalLimit] CHECK ([ApprovalLimit] IS NULL OR [ApprovalLimit] >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE [AppUserRole] (
    [UserId] TEXT NOT NULL,
    [Role] TEXT NOT NULL,
    CONSTRAINT [PK_AppUserRole] PRIMARY KEY ([UserId], [Role]),
    CONSTRAINT [FK_AppUserRole_UserId] FOREIGN KEY ([UserId]) REFERENCES [AppUser] ([Id])
) STRICT, WITHOUT ROWID;

-- Counted by the name that was typed, known or not, so that a lockout tells nobody which names exist.
CREATE TABLE [SignInFailure] (
    [NormalizedUserName] TEXT NOT NULL,
    [Failures] INTEGER NOT NULL,
    [LockedUntil] TEXT NULL,
    CONSTRAINT [PK_SignInFailure] PRIMARY KEY ([NormalizedUserName])
) STRICT, WITHOUT ROWID;

-- One chain an office, and one for what belongs to no office. Writing its head takes the office's turn:
-- all writes of one office happen one after another.
CREATE TABLE [AuditChain] (
    [Id] TEXT NOT NULL,
    [Length] INTEGER NOT NULL,
    [HeadHash] TEXT NOT NULL,
    CONSTRAINT [PK_AuditChain] PRIMARY KEY ([Id])
) STRICT, WITHOUT ROWID;

CREATE TABLE [AuditEvent] (
    [ChainId] TEXT NOT NULL,
    [Sequence] INTEGER NOT NULL,
    [At] TEXT NOT NULL,
    [UserId] TEXT NOT NULL,
    [UserName] TEXT NOT NULL,
    [Action] TEXT NOT NULL,
    [SubjectKind] TEXT NOT NULL,
    [SubjectId] TEXT NOT NULL,
    [Before] TEXT NULL,
    [After] TEXT NULL,
    [RequestId] TEXT NOT NULL,
    [PreviousHash] TEXT NOT NULL,
    [Hash] TEXT NOT NULL,
    CONSTRAINT [PK_AuditEvent] PRIMARY KEY ([ChainId], [Sequence]),
    CONSTRAINT [FK_AuditEvent_ChainId] FOREIGN KEY ([ChainId]) REFERENCES [AuditChain] ([Id])
) STRICT;
CREATE INDEX [IX_AuditEvent_Subject] ON [AuditEvent] ([SubjectId], [Sequence]);
CREATE TRIGGER [TR_AuditEvent_NoUpdate] BEFORE UPDATE ON [AuditEvent]
BEGIN
    SELECT RAISE(ABORT, 'AuditEvent is append-only');
END;
CREATE TRIGGER [TR_AuditEvent_NoDelete] BEFORE DELETE ON [AuditEvent]
BEGIN
    SELECT RAISE(ABORT, 'AuditEvent is append-only');
END;

-- The first answer to each key, kept in the transaction that did the work.
CREATE TABLE [IdempotencyKey] (
    [UserId] TEXT NOT NULL,
    [Path] TEXT NOT NULL,
    [IdempotencyKey] TEXT NOT NULL,
    [RequestHash] TEXT NOT NULL,
    [Response] TEXT NOT NULL,
    [CreatedAt] TEXT NOT NULL,
    CONSTRAINT [PK_IdempotencyKey] PRIMARY KEY ([UserId], [Path], [IdempotencyKey])
) STRICT;
CREATE TRIGGER [TR_IdempotencyKey_NoUpdate] BEFORE UPDATE ON [IdempotencyKey]
BEGIN
    SELECT RAISE(ABORT, 'IdempotencyKey is append-only');
END;
CREATE TRIGGER [TR_IdempotencyKey_NoDelete] BEFORE DELETE ON [IdempotencyKey]
BEGIN
    SELECT RAISE(ABORT, 'IdempotencyKey is append-only');
END;

-- The register of every number given out: gapless per office, series and year.
CREATE TABLE [DocumentNumber] (
    [OfficeId] TEXT NOT NULL,
    [Series] TEXT NOT NULL,
    [Year] INTEGER NOT NULL,
    [Sequence] INTEGER NOT NULL,
    [Number] TEXT NOT NULL,
    [SubjectId] TEXT NOT NULL,
    CONSTRAINT [PK_DocumentNumber] PRIMARY KEY ([OfficeId], [Series], [Year], [Sequence]),
    CONSTRAINT [UQ_DocumentNumber_Number] UNIQUE ([Number]),
    CONSTRAINT [FK_DocumentNumber_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [CK_DocumentNumber_Sequence] CHECK ([Sequence] >= 1)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER [TR_DocumentNumber_NoUpdate] BEFORE UPDATE ON [DocumentNumber]
BEGIN
    SELECT RAISE(ABORT, 'DocumentNumber is append-only');
END;
CREATE TRIGGER [TR_DocumentNumber_NoDelete] BEFORE DELETE ON [DocumentNumber]
BEGIN
    SELECT RAISE(ABORT, 'DocumentNumber is append-only');
END;

CREATE TABLE [Fund] (
    [Id] TEXT NOT NULL,
    [OfficeId] TEXT NOT NULL,
    [Code] TEXT NOT NULL,
    [Name] TEXT NOT NULL,
    [Kind] TEXT NOT NULL,
    [CreatedAt] TEXT NOT NULL,
    CONSTRAINT [PK_Fund] PRIMARY KEY ([Id]),
    CONSTRAINT [UQ_Fund_OfficeId_Code] UNIQUE ([OfficeId], [Code]),
    CONSTRAINT [FK_Fund_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id])
) STRICT, WITHOUT ROWID;

-- The office's own numbers and names for the accounts that the standard postings use.
CREATE TABLE [Account] (
    [OfficeId] TEXT NOT NULL,
    [Account] TEXT NOT NULL,
    [Code] TEXT NOT NULL,
    [Name] TEXT NOT NULL,
    [Type] TEXT NOT NULL,
    CONSTRAINT [PK_Account] PRIMARY KEY ([OfficeId], [Account]),
    CONSTRAINT [UQ_Account_OfficeId_Code] UNIQUE ([OfficeId], [Code]),
    CONSTRAINT [FK_Account_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id])
) STRICT, WITHOUT ROWID;

CREATE TABLE [Product] (
    [Id] TEXT NOT NULL,
    [Code] TEXT NOT NULL,
    [CurrentVersion] INTEGER NOT NULL,
    CONSTRAINT [PK_Product] PRIMARY KEY ([Id]),
    CONSTRAINT [UQ_Product_Code] UNIQUE ([Code])
) STRICT, WITHOUT ROWID;

-- Running loans keep the version they were granted under.
CREATE TABLE [ProductVersion] (
    [ProductId] TEXT NOT NULL,
    [Version] INTEGER NOT NULL,
    [Name] TEXT NOT NULL,
    [MinPrincipal] INTEGER NOT NULL,
    [MaxPrincipal] INTEGER NOT NULL,
    [MinInstallments] INTEGER NOT NULL,
    [MaxInstallments] INTEGER NOT NULL,
    [Unit] TEXT NOT NULL,
    [Every] INTEGER NOT NULL,
    [RoundingMultiple] INTEGER NOT NULL,
    [RoundingMode] TEXT NOT NULL,
    [NonWorkingDayRule] TEXT NULL,
    [FundKinds] TEXT NOT NULL,
    [MaxActiveLoans] INTEGER NOT NULL,
    [Approvals] TEXT NOT NULL,
    [RequiresGroup] INTEGER NOT NULL,
    [CreatedAt] TEXT NOT NULL,
    CONSTRAINT [PK_ProductVersion] PRIMARY KEY ([ProductId], [Version]),
    CONSTRAINT [FK_ProductVersion_ProductId] FOREIGN KEY ([ProductId]) REFERENCES [Product] ([Id]),
    CONSTRAINT [CK_ProductVersion_Principal] CHECK ([MinPrincipal] >= 1 AND [MaxPrincipal] >= [MinPrincipal]),
    CONSTRAINT [CK_ProductVersion_Installments] CHECK ([MinInstallments] >= 1 AND [MaxInstallments] >= [MinInstallments])
) STRICT, WITHOUT ROWID;
CREATE TRIGGER [TR_ProductVersion_NoUpdate] BEFORE UPDATE ON [ProductVersion]
BEGIN
    SELECT RAISE(ABORT, 'ProductVersion is append-only');
END;
CREATE TRIGGER [TR_ProductVersion_NoDelete] BEFORE DELETE ON [ProductVersion]
BEGIN
    SELECT RAISE(ABORT, 'ProductVersion is append-only');
END;

-- "Group" alone is a word of SQL.
CREATE TABLE [BorrowerGroup] (
    [Id] TEXT NOT NULL,
    [OfficeId] TEXT NOT NULL,
    [Code] TEXT NOT NULL,
    [Name] TEXT NOT NULL,
    [ChairId] TEXT NULL,
    [CreatedAt] TEXT NOT NULL,
    CONSTRAINT [PK_BorrowerGroup] PRIMARY KEY ([Id]),
    CONSTRAINT [UQ_BorrowerGroup_OfficeId_Code] UNIQUE ([OfficeId], [Code]),
    CONSTRAINT [FK_BorrowerGroup_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id])
) STRICT, WITHOUT ROWID;

-- SensitiveData holds the NIK and the person's finances, encrypted; NikIndex finds a NIK without showing it.
CREATE TABLE [Borrower] (
    [Id] TEXT NOT NULL,
    [OfficeId] TEXT NOT NULL,
    [Number] TEXT NOT NULL,
    [ExternalRef] TEXT NULL,
    [NikIndex] TEXT NOT NULL,
    [NikMasked] TEXT NOT NULL,
    [SensitiveData] BLOB NOT NULL,
    [FullName] TEXT NOT NULL,
    [Sex] TEXT NOT NULL,
    [BirthDate] TEXT NOT NULL,
    [Phone] TEXT NULL,
    [VillageCode] TEXT NULL,
    [Address] TEXT NULL,
    [Asnaf] TEXT NULL,
    [HouseholdSize] INTEGER NULL,
    [BusinessName] TEXT NULL,
    [BusinessSector] TEXT NULL,
    [BusinessStartedOn] TEXT NULL,
    [RegisteredAt] TEXT NOT NULL,
    CONSTRAINT [PK_Borrower] PRIMARY KEY ([Id]),
    CONSTRAINT [UQ_Borrower_NikIndex] UNIQUE ([NikIndex]),
    CONSTRAINT [UQ_Borrower_Number] UNIQUE ([Number]),
    CONSTRAINT [FK_Borrower_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id])
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_Borrower_Office] ON [Borrower] ([OfficeId], [Id]);
CREATE INDEX [IX_Borrower_ExternalRef] ON [Borrower] ([ExternalRef], [OfficeId]);
CREATE INDEX [IX_Borrower_Phone] ON [Borrower] ([Phone]);

-- Who belongs to which group from when to when.
CREATE TABLE [GroupMember] (
    [GroupId] TEXT NOT NULL,
    [BorrowerId] TEXT NOT NULL,
    [JoinedOn] TEXT NOT NULL,
    [LeftOn] TEXT NULL,
    CONSTRAINT [PK_GroupMember] PRIMARY KEY ([GroupId], [BorrowerId], [JoinedOn]),
    CONSTRAINT [FK_GroupMember_GroupId] FOREIGN KEY ([GroupId]) REFERENCES [BorrowerGroup] ([Id]),
    CONSTRAINT [FK_GroupMember_BorrowerId] FOREIGN KEY ([BorrowerId]) REFERENCES [Borrower] ([Id])
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_GroupMember_Borrower] ON [GroupMember] ([BorrowerId], [LeftOn]);

-- What a person has agreed to, and when it was given or taken back; the newest line of a purpose holds.
CREATE TABLE [Consent] (
    [BorrowerId] TEXT NOT NULL,
    [Purpose] TEXT NOT NULL,
    [Sequence] INTEGER NOT NULL,
    [IsGiven] INTEGER NOT NULL,
    [At] TEXT NOT NULL,
    CONSTRAINT [PK_Consent] PRIMARY KEY ([BorrowerId], [Purpose], [Sequence]),
    CONSTRAINT [FK_Consent_BorrowerId] FOREIGN KEY ([BorrowerId]) REFERENCES [Borrower] ([Id])
) STRICT, WITHOUT ROWID;
CREATE TRIGGER [TR_Consent_NoUpdate] BEFORE UPDATE ON [Consent]
BEGIN
    SELECT RAISE(ABORT, 'Consent is append-only');
END;
CREATE TRIGGER [TR_Consent_NoDelete] BEFORE DELETE ON [Consent]
BEGIN
    SELECT RAISE(ABORT, 'Consent is append-only');
END;

CREATE TABLE [LoanApplication] (
    [Id] TEXT NOT NULL,
    [OfficeId] TEXT NOT NULL,
    [BorrowerId] TEXT NOT NULL,
    [ProductId] TEXT NOT NULL,
    [ProductVersion] INTEGER NOT NULL,
    [FundId] TEXT NOT NULL,
    [Principal] INTEGER NOT NULL,
    [Installments] INTEGER NOT NULL,
    [Purpose] TEXT NOT NULL,
    [AppliedOn] TEXT NOT NULL,
    [FirstDueOn] TEXT NULL,
    [Status] TEXT NOT NULL,
    [Round] INTEGER NOT NULL,
    [DraftedBy] TEXT NOT NULL,
    [SubmittedBy] TEXT NULL,
    [SubmittedAt] TEXT NULL,
    [CreatedAt] TEXT NOT NULL,
    CONSTRAINT [PK_LoanApplication] PRIMARY KEY ([Id]),
    CONSTRAINT [FK_LoanApplication_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [FK_LoanApplication_BorrowerId] FOREIGN KEY ([BorrowerId]) REFERENCES [Borrower] ([Id]),
    CONSTRAINT [FK_LoanApplication_ProductId_ProductVersion] FOREIGN KEY ([ProductId], [ProductVersion]) REFERENCES [ProductVersion] ([ProductId], [Version]),
    CONSTRAINT [FK_LoanApplication_FundId] FOREIGN KEY ([FundId]) REFERENCES [Fund] ([Id]),
    CONSTRAINT [CK_LoanApplication_Principal] CHECK ([Principal] >= 1),
    CONSTRAINT [CK_LoanApplication_Installments] CHECK ([Installments] >= 1)
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_LoanApplication_Office] ON [LoanApplication] ([OfficeId], [Id]);
CREATE INDEX [IX_LoanApplication_Borrower] ON [LoanApplication] ([BorrowerId], [Status]);

-- A returned application starts a new round: what was decided in an earlier one does not count.
CREATE TABLE [Survey] (
    [ApplicationId] TEXT NOT NULL,
    [Round] INTEGER NOT NULL,
    [VisitedOn] TEXT NOT NULL,
    [Score] INTEGER NOT NULL,
    [Notes] TEXT NOT NULL,
    [Findings] TEXT NULL,
    [SurveyedBy] TEXT NOT NULL,
    [At] TEXT NOT NULL,
    CONSTRAINT [PK_Survey] PRIMARY KEY ([ApplicationId], [Round]),
    CONSTRAINT [FK_Survey_ApplicationId] FOREIGN KEY ([ApplicationId]) REFERENCES [LoanApplication] ([Id]),
    CONSTRAINT [CK_Survey_Score] CHECK ([Score] BETWEEN 0 AND 100)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER [TR_Survey_NoUpdate] BEFORE UPDATE ON [Survey]
BEGIN
    SELECT RAISE(ABORT, 'Survey is append-only');
END;
CREATE TRIGGER [TR_Survey_NoDelete] BEFORE DELETE ON [Survey]
BEGIN
    SELECT RAISE(ABORT, 'Survey is append-only');
END;

CREATE TABLE [Decision] (
    [Id] TEXT NOT NULL,
    [ApplicationId] TEXT NOT NULL,
    [Round] INTEGER NOT NULL,
    [Decision] TEXT NOT NULL,
    [Principal] INTEGER NOT NULL,
    [Installments] INTEGER NOT NULL,
    [DecidedOn] TEXT NOT NULL,
    [Note] TEXT NOT NULL,
    [DecidedBy] TEXT NOT NULL,
    [At] TEXT NOT NULL,
    CONSTRAINT [PK_Decision] PRIMARY KEY ([Id]),
    CONSTRAINT [FK_Decision_ApplicationId] FOREIGN KEY ([ApplicationId]) REFERENCES [LoanApplication] ([Id])
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_Decision_Application] ON [Decision] ([ApplicationId], [Round]);
CREATE TRIGGER [TR_Decision_NoUpdate] BEFORE UPDATE ON [Decision]
BEGIN
    SELECT RAISE(ABORT, 'Decision is append-only');
END;
CREATE TRIGGER [TR_Decision_NoDelete] BEFORE DELETE ON [Decision]
BEGIN
    SELECT RAISE(ABORT, 'Decision is append-only');
END;

-- A loan's own row says what was agreed and never changes. What has happened to it since stands in the
-- akad, the cancellation and the ledger, and its status follows from those.
CREATE TABLE [Loan] (
    [Id] TEXT NOT NULL,
    [OfficeId] TEXT NOT NULL,
    [Number] TEXT NOT NULL,
    [ExternalRef] TEXT NULL,
    [ApplicationId] TEXT NULL,
    [BorrowerId] TEXT NOT NULL,
    [ProductId] TEXT NOT NULL,
    [ProductVersion] INTEGER NOT NULL,
    [FundId] TEXT NOT NULL,
    [Principal] INTEGER NOT NULL,
    [Installments] INTEGER NOT NULL,
    [FirstDueOn] TEXT NULL,
    [Purpose] TEXT NOT NULL,
    [ApprovedOn] TEXT NOT NULL,
    [CreatedAt] TEXT NOT NULL,
    CONSTRAINT [PK_Loan] PRIMARY KEY ([Id]),
    CONSTRAINT [UQ_Loan_Number] UNIQUE ([Number]),
    CONSTRAINT [FK_Loan_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [FK_Loan_ApplicationId] FOREIGN KEY ([ApplicationId]) REFERENCES [LoanApplication] ([Id]),
    CONSTRAINT [FK_Loan_BorrowerId] FOREIGN KEY ([BorrowerId]) REFERENCES [Borrower] ([Id]),
    CONSTRAINT [FK_Loan_ProductId_ProductVersion] FOREIGN KEY ([ProductId], [ProductVersion]) REFERENCES [ProductVersion] ([ProductId], [Version]),
    CONSTRAINT [FK_Loan_FundId] FOREIGN KEY ([FundId]) REFERENCES [Fund] ([Id]),
    CONSTRAINT [CK_Loan_Principal] CHECK ([Principal] >= 1),
    CONSTRAINT [CK_Loan_Installments] CHECK ([Installments] >= 1)
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_Loan_Office] ON [Loan] ([OfficeId], [Id]);
CREATE INDEX [IX_Loan_Borrower] ON [Loan] ([BorrowerId]);
CREATE INDEX [IX_Loan_Application] ON [Loan] ([ApplicationId]);
CREATE INDEX [IX_Loan_ExternalRef] ON [Loan] ([ExternalRef], [OfficeId]);
CREATE TRIGGER [TR_Loan_NoUpdate] BEFORE UPDATE ON [Loan]
BEGIN
    SELECT RAISE(ABORT, 'Loan is append-only');
END;
CREATE TRIGGER [TR_Loan_NoDelete] BEFORE DELETE ON [Loan]
BEGIN
    SELECT RAISE(ABORT, 'Loan is append-only');
END;

CREATE TABLE [LoanCancellation] (
    [LoanId] TEXT NOT NULL,
    [CancelledOn] TEXT NOT NULL,
    [Reason] TEXT NOT NULL,
    [CancelledBy] TEXT NOT NULL,
    [At] TEXT NOT NULL,
    CONSTRAINT [PK_LoanCancellation] PRIMARY KEY ([LoanId]),
    CONSTRAINT [FK_LoanCancellation_LoanId] FOREIGN KEY ([LoanId]) REFERENCES [Loan] ([Id])
) STRICT, WITHOUT ROWID;
CREATE TRIGGER [TR_LoanCancellation_NoUpdate] BEFORE UPDATE ON [LoanCancellation]
BEGIN
    SELECT RAISE(ABORT, 'LoanCancellation is append-only');
END;
CREATE TRIGGER [TR_LoanCancellation_NoDelete] BEFORE DELETE ON [LoanCancellation]
BEGIN
    SELECT RAISE(ABORT, 'LoanCancellation is append-only');
END;

CREATE TABLE [Akad] (
    [LoanId] TEXT NOT NULL,
    [Number] TEXT NOT NULL,
    [SignedOn] TEXT NOT NULL,
    [Place] TEXT NOT NULL,
    [Witnesses] TEXT NOT NULL,
    [SignedBy] TEXT NOT NULL,
    [At] TEXT NOT NULL,
    CONSTRAINT [PK_Akad] PRIMARY KEY ([LoanId]),
    CONSTRAINT [FK_Akad_LoanId] FOREIGN KEY ([LoanId]) REFERENCES [Loan] ([Id])
) STRICT, WITHOUT ROWID;
CREATE TRIGGER [TR_Akad_NoUpdate] BEFORE UPDATE ON [Akad]
BEGIN
    SELECT RAISE(ABORT, 'Akad is append-only');
END;
CREATE TRIGGER [TR_Akad_NoDelete] BEFORE DELETE ON [Akad]
BEGIN
    SELECT RAISE(ABORT, 'Akad is append-only');
END;

-- RepaidBefore is what had been repaid when the version began; payments count against the rest.
CREATE TABLE [ScheduleVersion] (
    [LoanId] TEXT NOT NULL,
    [Version] INTEGER NOT NULL,
    [EffectiveOn] TEXT NOT NULL,
    [RepaidBefore] INTEGER NOT NULL,
    [Cause] TEXT NOT NULL,
    [At] TEXT NOT NULL,
    CONSTRAINT [PK_ScheduleVersion] PRIMARY KEY ([LoanId], [Version]),
    CONSTRAINT [FK_ScheduleVersion_LoanId] FOREIGN KEY ([LoanId]) REFERENCES [Loan] ([Id])
) STRICT, WITHOUT ROWID;
CREATE TRIGGER [TR_ScheduleVersion_NoUpdate] BEFORE UPDATE ON [ScheduleVersion]
BEGIN
    SELECT RAISE(ABORT, 'ScheduleVersion is append-only');
END;
CREATE TRIGGER [TR_ScheduleVersion_NoDelete] BEFORE DELETE ON [ScheduleVersion]
BEGIN
    SELECT RAISE(ABORT, 'ScheduleVersion is append-only');
END;

CREATE TABLE [Instalment] (
    [LoanId] TEXT NOT NULL,
    [Version] INTEGER NOT NULL,
    [No] INTEGER NOT NULL,
    [AnchorOn] TEXT NOT NULL,
    [DueOn] TEXT NOT NULL,
    [Amount] INTEGER NOT NULL,
    [Cumulative] INTEGER NOT NULL,
    CONSTRAINT [PK_Instalment] PRIMARY KEY ([LoanId], [Version], [No]),
    CONSTRAINT [FK_Instalment_LoanId_Version] FOREIGN KEY ([LoanId], [Version]) REFERENCES [ScheduleVersion] ([LoanId], [Version]),
    CONSTRAINT [CK_Instalment_Amount] CHECK ([Amount] >= 1)
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_Instalment_Due] ON [Instalment] ([DueOn], [LoanId]);
CREATE TRIGGER [TR_Instalment_NoUpdate] BEFORE UPDATE ON [Instalment]
BEGIN
    SELECT RAISE(ABORT, 'Instalment is append-only');
END;
CREATE TRIGGER [TR_Instalment_NoDelete] BEFORE DELETE ON [Instalment]
BEGIN
    SELECT RAISE(ABORT, 'Instalment is append-only');
END;

-- One transfer: its postings sum to zero. Kind is what it is about; a reversing entry has the kind of what it reverses.
CREATE TABLE [JournalEntry] (
    [Id] TEXT NOT NULL,
    [OfficeId] TEXT NOT NULL,
    [Number] TEXT NOT NULL,
    [Kind] TEXT NOT NULL,
    [EffectiveOn] TEXT NOT NULL,
    [BookedAt] TEXT NOT NULL,
    [BookedBy] TEXT NOT NULL,
    [LoanId] TEXT NULL,
    [BorrowerId] TEXT NULL,
    [ReceiptNumber] TEXT NULL,
    [Method] TEXT NULL,
    [PaidByBorrowerId] TEXT NULL,
    [Reference] TEXT NULL,
    [Description] TEXT NULL,
    CONSTRAINT [PK_JournalEntry] PRIMARY KEY ([Id]),
    CONSTRAINT [UQ_JournalEntry_Number] UNIQUE ([Number]),
    CONSTRAINT [FK_JournalEntry_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [FK_JournalEntry_LoanId] FOREIGN KEY ([LoanId]) REFERENCES [Loan] ([Id]),
    CONSTRAINT [FK_JournalEntry_BorrowerId] FOREIGN KEY ([BorrowerId]) REFERENCES [Borrower] ([Id])
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_JournalEntry_Loan] ON [JournalEntry] ([LoanId], [EffectiveOn]);
CREATE INDEX [IX_JournalEntry_Office] ON [JournalEntry] ([OfficeId], [EffectiveOn]);
CREATE TRIGGER [TR_JournalEntry_NoUpdate] BEFORE UPDATE ON [JournalEntry]
BEGIN
    SELECT RAISE(ABORT, 'JournalEntry is append-only');
END;
CREATE TRIGGER [TR_JournalEntry_NoDelete] BEFORE DELETE ON [JournalEntry]
BEGIN
    SELECT RAISE(ABORT, 'JournalEntry is append-only');
END;

-- Amount in rupiah: a debit above zero, a credit below. Kind and EffectiveOn are the entry's own, so that
-- every balance of any date is answered from an index of this table alone.
CREATE TABLE [Posting] (
    [EntryId] TEXT NOT NULL,
    [Line] INTEGER NOT NULL,
    [OfficeId] TEXT NOT NULL,
    [FundId] TEXT NOT NULL,
    [Account] TEXT NOT NULL,
    [Kind] TEXT NOT NULL,
    [EffectiveOn] TEXT NOT NULL,
    [LoanId] TEXT NULL,
    [BorrowerId] TEXT NULL,
    [Amount] INTEGER NOT NULL,
    CONSTRAINT [PK_Posting] PRIMARY KEY ([EntryId], [Line]),
    CONSTRAINT [FK_Posting_EntryId] FOREIGN KEY ([EntryId]) REFERENCES [JournalEntry] ([Id]),
    CONSTRAINT [FK_Posting_FundId] FOREIGN KEY ([FundId]) REFERENCES [Fund] ([Id]),
    CONSTRAINT [FK_Posting_LoanId] FOREIGN KEY ([LoanId]) REFERENCES [Loan] ([Id]),
    CONSTRAINT [FK_Posting_BorrowerId] FOREIGN KEY ([BorrowerId]) REFERENCES [Borrower] ([Id]),
    CONSTRAINT [FK_Posting_OfficeId_Account] FOREIGN KEY ([OfficeId], [Account]) REFERENCES [Account] ([OfficeId], [Account]),
    CONSTRAINT [CK_Posting_Amount] CHECK ([Amount] <> 0),
    CONSTRAINT [CK_Posting_Subledger] CHECK (([Account] <> 'qardhReceivable' OR [LoanId] IS NOT NULL) AND ([Account] <> 'borrowerDeposits' OR [BorrowerId] IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_Posting_Loan] ON [Posting] ([LoanId], [Account], [EffectiveOn], [Kind], [Amount]);
CREATE INDEX [IX_Posting_Book] ON [Posting] ([OfficeId], [Account], [FundId], [EffectiveOn], [Kind], [LoanId], [Amount]);
CREATE INDEX [IX_Posting_Borrower] ON [Posting] ([BorrowerId], [Account], [EffectiveOn], [Amount]);
CREATE TRIGGER [TR_Posting_NoUpdate] BEFORE UPDATE ON [Posting]
BEGIN
    SELECT RAISE(ABORT, 'Posting is append-only');
END;
CREATE TRIGGER [TR_Posting_NoDelete] BEFORE DELETE ON [Posting]
BEGIN
    SELECT RAISE(ABORT, 'Posting is append-only');
END;

-- The key makes a second reversal of the same entry impossible.
CREATE TABLE [Reversal] (
    [ReversedEntryId] TEXT NOT NULL,
    [EntryId] TEXT NOT NULL,
    [Reason] TEXT NOT NULL,
    CONSTRAINT [PK_Reversal] PRIMARY KEY ([ReversedEntryId]),
    CONSTRAINT [UQ_Reversal_EntryId] UNIQUE ([EntryId]),
    CONSTRAINT [FK_Reversal_ReversedEntryId] FOREIGN KEY ([ReversedEntryId]) REFERENCES [JournalEntry] ([Id]),
    CONSTRAINT [FK_Reversal_EntryId] FOREIGN KEY ([EntryId]) REFERENCES [JournalEntry] ([Id])
) STRICT, WITHOUT ROWID;
CREATE TRIGGER [TR_Reversal_NoUpdate] BEFORE UPDATE ON [Reversal]
BEGIN
    SELECT RAISE(ABORT, 'Reversal is append-only');
END;
CREATE TRIGGER [TR_Reversal_NoDelete] BEFORE DELETE ON [Reversal]
BEGIN
    SELECT RAISE(ABORT, 'Reversal is append-only');
END;

-- A closed month takes no posting.
CREATE TABLE [PeriodClosing] (
    [OfficeId] TEXT NOT NULL,
    [Period] TEXT NOT NULL,
    [ClosedBy] TEXT NOT NULL,
    [ClosedAt] TEXT NOT NULL,
    CONSTRAINT [PK_PeriodClosing] PRIMARY KEY ([OfficeId], [Period]),
    CONSTRAINT [FK_PeriodClosing_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id])
) STRICT, WITHOUT ROWID;
CREATE TRIGGER [TR_PeriodClosing_NoUpdate] BEFORE UPDATE ON [PeriodClosing]
BEGIN
    SELECT RAISE(ABORT, 'PeriodClosing is append-only');
END;
CREATE TRIGGER [TR_PeriodClosing_NoDelete] BEFORE DELETE ON [PeriodClosing]
BEGIN
    SELECT RAISE(ABORT, 'PeriodClosing is append-only');
END;

-- Reports as they were when a month was closed or ended.
CREATE TABLE [StoredReport] (
    [OfficeId] TEXT NOT NULL,
    [Kind] TEXT NOT NULL,
    [Period] TEXT NOT NULL,
    [Content] TEXT NOT NULL,
    [Sha256] TEXT NOT NULL,
    [CreatedAt] TEXT NOT NULL,
    CONSTRAINT [PK_StoredReport] PRIMARY KEY ([OfficeId], [Kind], [Period]),
    CONSTRAINT [FK_StoredReport_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id])
) STRICT;
CREATE TRIGGER [TR_StoredReport_NoUpdate] BEFORE UPDATE ON [StoredReport]
BEGIN
    SELECT RAISE(ABORT, 'StoredReport is append-only');
END;
CREATE TRIGGER [TR_StoredReport_NoDelete] BEFORE DELETE ON [StoredReport]
BEGIN
    SELECT RAISE(ABORT, 'StoredReport is append-only');
END;

-- Reminders, each planned once: the key says which instalment and which occasion.
CREATE TABLE [Message] (
    [Id] TEXT NOT NULL,
    [OfficeId] TEXT NOT NULL,
    [LoanId] TEXT NOT NULL,
    [BorrowerId] TEXT NOT NULL,
    [DueOn] TEXT NOT NULL,
    [Occasion] TEXT NOT NULL,
    [Recipient] TEXT NOT NULL,
    [Body] TEXT NOT NULL,
    [Status] TEXT NOT NULL,
    [PlannedAt] TEXT NOT NULL,
    [SentAt] TEXT NULL,
    CONSTRAINT [PK_Message] PRIMARY KEY ([Id]),
    CONSTRAINT [UQ_Message_LoanId_DueOn_Occasion] UNIQUE ([LoanId], [DueOn], [Occasion]),
    CONSTRAINT [FK_Message_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [FK_Message_LoanId] FOREIGN KEY ([LoanId]) REFERENCES [Loan] ([Id]),
    CONSTRAINT [FK_Message_BorrowerId] FOREIGN KEY ([BorrowerId]) REFERENCES [Borrower] ([Id])
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_Message_Status] ON [Message] ([Status], [Id]);
CREATE INDEX [IX_Message_Office] ON [Message] ([OfficeId], [Id]);

-- What each night's verification found: one run a night and chain, in the office's own date.
CREATE TABLE [VerificationRun] (
    [ChainId] TEXT NOT NULL,
    [Night] TEXT NOT NULL,
    [At] TEXT NOT NULL,
    [IsVerified] INTEGER NOT NULL,
    [Events] INTEGER NOT NULL,
    [FirstBroken] TEXT NULL,
    CONSTRAINT [PK_VerificationRun] PRIMARY KEY ([ChainId], [Night]),
    CONSTRAINT [FK_VerificationRun_ChainId] FOREIGN KEY ([ChainId]) REFERENCES [AuditChain] ([Id])
) STRICT, WITHOUT ROWID;
CREATE TRIGGER [TR_VerificationRun_NoUpdate] BEFORE UPDATE ON [VerificationRun]
BEGIN
    SELECT RAISE(ABORT, 'VerificationRun is append-only');
END;
CREATE TRIGGER [TR_VerificationRun_NoDelete] BEFORE DELETE ON [VerificationRun]
BEGIN
    SELECT RAISE(ABORT, 'VerificationRun is append-only');
END;
