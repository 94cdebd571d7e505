-- What later events of a loan need: tranches, new schedules, write-offs, deposits, counted cash, reopened months.
-- CountedFrom is the date that the own dates of the instalments are counted from; null: the first one's own date.
-- EntryId is the disbursement that made the version; Undoes is the version that this one takes back.
ALTER TABLE [ScheduleVersion] ADD [CountedFrom] date NULL;
ALTER TABLE [ScheduleVersion] ADD [EntryId] char(36) COLLATE Latin1_General_100_BIN2 NULL;
ALTER TABLE [ScheduleVersion] ADD [Undoes] int NULL;

-- How a tranche after the first is approved: plan (with the loan; also null) or each.
ALTER TABLE [ProductVersion] ADD [TrancheApproval] nvarchar(40) NULL;

-- The tranches a draft asks for.
CREATE TABLE [ApplicationTranche] (
    [ApplicationId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [No] int NOT NULL,
    [Amount] bigint NOT NULL,
    [PlannedOn] date NOT NULL,
    CONSTRAINT [PK_ApplicationTranche] PRIMARY KEY ([ApplicationId], [No]),
    CONSTRAINT [FK_ApplicationTranche_ApplicationId] FOREIGN KEY ([ApplicationId]) REFERENCES [LoanApplication] ([Id]),
    CONSTRAINT [CK_ApplicationTranche_Amount] CHECK ([Amount] >= 1)
);

-- The tranches a loan is paid out in, as approved; a loan in one sum has none.
CREATE TABLE [LoanTranche] (
    [LoanId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [No] int NOT NULL,
    [Amount] bigint NOT NULL,
    [PlannedOn] date NOT NULL,
    CONSTRAINT [PK_LoanTranche] PRIMARY KEY ([LoanId], [No]),
    CONSTRAINT [FK_LoanTranche_LoanId] FOREIGN KEY ([LoanId]) REFERENCES [Loan] ([Id]),
    CONSTRAINT [CK_LoanTranche_Amount] CHECK ([Amount] >= 1)
);
CREATE INDEX [IX_LoanTranche_Planned] ON [LoanTranche] ([PlannedOn], [LoanId]);
GO
CREATE TRIGGER [TR_LoanTranche_AppendOnly] ON [LoanTranche] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'LoanTranche is append-only', 1;
END;
GO

-- What was decided about one tranche; the newest line holds: approve, hold, cancel.
CREATE TABLE [TrancheDecision] (
    [LoanId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [No] int NOT NULL,
    [Sequence] int NOT NULL,
    [Decision] nvarchar(40) NOT NULL,
    [DecidedOn] date NOT NULL,
    [Note] nvarchar(2000) NOT NULL,
    [DecidedBy] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [At] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_TrancheDecision] PRIMARY KEY ([LoanId], [No], [Sequence]),
    CONSTRAINT [FK_TrancheDecision_LoanId_No] FOREIGN KEY ([LoanId], [No]) REFERENCES [LoanTranche] ([LoanId], [No])
);
GO
CREATE TRIGGER [TR_TrancheDecision_AppendOnly] ON [TrancheDecision] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'TrancheDecision is append-only', 1;
END;
GO

-- Which entry paid a tranche out; once it is reversed, the tranche can be paid out again.
CREATE TABLE [TranchePayment] (
    [EntryId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [LoanId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [No] int NOT NULL,
    CONSTRAINT [PK_TranchePayment] PRIMARY KEY ([EntryId]),
    CONSTRAINT [FK_TranchePayment_EntryId] FOREIGN KEY ([EntryId]) REFERENCES [JournalEntry] ([Id]),
    CONSTRAINT [FK_TranchePayment_LoanId_No] FOREIGN KEY ([LoanId], [No]) REFERENCES [LoanTranche] ([LoanId], [No])
);
CREATE INDEX [IX_TranchePayment_Loan] ON [TranchePayment] ([LoanId], [No]);
GO
CREATE TRIGGER [TR_TranchePayment_AppendOnly] ON [TranchePayment] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'TranchePayment is append-only', 1;
END;
GO

-- A request for a new schedule of the same debt.
CREATE TABLE [Reschedule] (
    [Id] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [LoanId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [EffectiveOn] date NOT NULL,
    [Cause] nvarchar(40) NOT NULL,
    [Reason] nvarchar(2000) NOT NULL,
    [Installments] int NULL,
    [FirstDueOn] date NULL,
    [KeepsDates] bit NOT NULL,
    [RequestedBy] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [RequestedAt] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_Reschedule] PRIMARY KEY ([Id]),
    CONSTRAINT [FK_Reschedule_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [FK_Reschedule_LoanId] FOREIGN KEY ([LoanId]) REFERENCES [Loan] ([Id])
);
CREATE INDEX [IX_Reschedule_Loan] ON [Reschedule] ([LoanId]);
CREATE INDEX [IX_Reschedule_Office] ON [Reschedule] ([OfficeId], [Id]);
GO
CREATE TRIGGER [TR_Reschedule_AppendOnly] ON [Reschedule] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'Reschedule is append-only', 1;
END;
GO

-- Version is the schedule it made when it was approved.
CREATE TABLE [RescheduleDecision] (
    [RescheduleId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Decision] nvarchar(40) NOT NULL,
    [Note] nvarchar(2000) NOT NULL,
    [Version] int NULL,
    [DecidedBy] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [At] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_RescheduleDecision] PRIMARY KEY ([RescheduleId]),
    CONSTRAINT [FK_RescheduleDecision_RescheduleId] FOREIGN KEY ([RescheduleId]) REFERENCES [Reschedule] ([Id])
);
GO
CREATE TRIGGER [TR_RescheduleDecision_AppendOnly] ON [RescheduleDecision] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'RescheduleDecision is append-only', 1;
END;
GO

-- Version is the schedule that took its place.
CREATE TABLE [RescheduleReversal] (
    [RescheduleId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Reason] nvarchar(2000) NOT NULL,
    [Version] int NOT NULL,
    [ReversedBy] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [At] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_RescheduleReversal] PRIMARY KEY ([RescheduleId]),
    CONSTRAINT [FK_RescheduleReversal_RescheduleId] FOREIGN KEY ([RescheduleId]) REFERENCES [Reschedule] ([Id])
);
GO
CREATE TRIGGER [TR_RescheduleReversal_AppendOnly] ON [RescheduleReversal] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'RescheduleReversal is append-only', 1;
END;
GO

-- Instalments moved by whole periods: of one loan, or, without one, of a whole office.
CREATE TABLE [Grace] (
    [Id] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [LoanId] char(36) COLLATE Latin1_General_100_BIN2 NULL,
    [EffectiveOn] date NOT NULL,
    [Periods] int NOT NULL,
    [FromNo] int NULL,
    [Cause] nvarchar(40) NOT NULL,
    [Reason] nvarchar(2000) NOT NULL,
    [GrantedBy] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [At] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_Grace] PRIMARY KEY ([Id]),
    CONSTRAINT [FK_Grace_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [FK_Grace_LoanId] FOREIGN KEY ([LoanId]) REFERENCES [Loan] ([Id]),
    CONSTRAINT [CK_Grace_Periods] CHECK ([Periods] >= 1)
);
CREATE INDEX [IX_Grace_Office] ON [Grace] ([OfficeId], [Id]);
GO
CREATE TRIGGER [TR_Grace_AppendOnly] ON [Grace] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'Grace is append-only', 1;
END;
GO

-- The schedules that a grace made.
CREATE TABLE [GraceSchedule] (
    [GraceId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [LoanId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Version] int NOT NULL,
    CONSTRAINT [PK_GraceSchedule] PRIMARY KEY ([GraceId], [LoanId]),
    CONSTRAINT [FK_GraceSchedule_GraceId] FOREIGN KEY ([GraceId]) REFERENCES [Grace] ([Id]),
    CONSTRAINT [FK_GraceSchedule_LoanId_Version] FOREIGN KEY ([LoanId], [Version]) REFERENCES [ScheduleVersion] ([LoanId], [Version])
);
CREATE INDEX [IX_GraceSchedule_Loan] ON [GraceSchedule] ([LoanId]);
GO
CREATE TRIGGER [TR_GraceSchedule_AppendOnly] ON [GraceSchedule] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'GraceSchedule is append-only', 1;
END;
GO

-- A request to take a debt off the books (writeOff) or to drop it (forgiveness).
CREATE TABLE [WriteOff] (
    [Id] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [LoanId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Kind] nvarchar(40) NOT NULL,
    [EffectiveOn] date NOT NULL,
    [Cause] nvarchar(40) NOT NULL,
    [Reason] nvarchar(2000) NOT NULL,
    [Evidence] nvarchar(2000) NOT NULL,
    [DiedOn] date NULL,
    [DeathCertificate] nvarchar(200) NULL,
    [RequestedBy] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [RequestedAt] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_WriteOff] PRIMARY KEY ([Id]),
    CONSTRAINT [FK_WriteOff_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [FK_WriteOff_LoanId] FOREIGN KEY ([LoanId]) REFERENCES [Loan] ([Id])
);
CREATE INDEX [IX_WriteOff_Loan] ON [WriteOff] ([LoanId]);
CREATE INDEX [IX_WriteOff_Office] ON [WriteOff] ([OfficeId], [Id]);
GO
CREATE TRIGGER [TR_WriteOff_AppendOnly] ON [WriteOff] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'WriteOff is append-only', 1;
END;
GO

-- EntryId is what the deciding voice booked.
CREATE TABLE [WriteOffDecision] (
    [WriteOffId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [DecidedBy] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Decision] nvarchar(40) NOT NULL,
    [Note] nvarchar(2000) NOT NULL,
    [EntryId] char(36) COLLATE Latin1_General_100_BIN2 NULL,
    [At] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_WriteOffDecision] PRIMARY KEY ([WriteOffId], [DecidedBy]),
    CONSTRAINT [FK_WriteOffDecision_WriteOffId] FOREIGN KEY ([WriteOffId]) REFERENCES [WriteOff] ([Id]),
    CONSTRAINT [FK_WriteOffDecision_EntryId] FOREIGN KEY ([EntryId]) REFERENCES [JournalEntry] ([Id])
);
GO
CREATE TRIGGER [TR_WriteOffDecision_AppendOnly] ON [WriteOffDecision] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'WriteOffDecision is append-only', 1;
END;
GO

-- Whether a borrower wants the deposit applied when an instalment is due; the newest line holds.
CREATE TABLE [DepositChoice] (
    [BorrowerId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Sequence] int NOT NULL,
    [ApplyWhenDue] bit NOT NULL,
    [ChosenBy] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [At] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_DepositChoice] PRIMARY KEY ([BorrowerId], [Sequence]),
    CONSTRAINT [FK_DepositChoice_BorrowerId] FOREIGN KEY ([BorrowerId]) REFERENCES [Borrower] ([Id])
);
GO
CREATE TRIGGER [TR_DepositChoice_AppendOnly] ON [DepositChoice] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'DepositChoice is append-only', 1;
END;
GO

-- A collection meeting, whose repayments were posted together.
CREATE TABLE [GroupMeeting] (
    [Id] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [GroupId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [HeldOn] date NOT NULL,
    [Total] bigint NOT NULL,
    [RecordedBy] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [At] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_GroupMeeting] PRIMARY KEY ([Id]),
    CONSTRAINT [FK_GroupMeeting_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [FK_GroupMeeting_GroupId] FOREIGN KEY ([GroupId]) REFERENCES [BorrowerGroup] ([Id]),
    CONSTRAINT [CK_GroupMeeting_Total] CHECK ([Total] >= 1)
);
CREATE INDEX [IX_GroupMeeting_Group] ON [GroupMeeting] ([GroupId], [Id]);
GO
CREATE TRIGGER [TR_GroupMeeting_AppendOnly] ON [GroupMeeting] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'GroupMeeting is append-only', 1;
END;
GO

CREATE TABLE [GroupMeetingEntry] (
    [EntryId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [MeetingId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT [PK_GroupMeetingEntry] PRIMARY KEY ([EntryId]),
    CONSTRAINT [FK_GroupMeetingEntry_EntryId] FOREIGN KEY ([EntryId]) REFERENCES [JournalEntry] ([Id]),
    CONSTRAINT [FK_GroupMeetingEntry_MeetingId] FOREIGN KEY ([MeetingId]) REFERENCES [GroupMeeting] ([Id])
);
CREATE INDEX [IX_GroupMeetingEntry_Meeting] ON [GroupMeetingEntry] ([MeetingId]);
GO
CREATE TRIGGER [TR_GroupMeetingEntry_AppendOnly] ON [GroupMeetingEntry] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'GroupMeetingEntry is append-only', 1;
END;
GO

-- Cash counted by hand (opname kas), against what the books said at the end of that day.
CREATE TABLE [CashCount] (
    [Id] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [FundId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [CountedOn] date NOT NULL,
    [Booked] bigint NOT NULL,
    [Counted] bigint NOT NULL,
    [Denominations] nvarchar(max) NULL,
    [Explanation] nvarchar(2000) NULL,
    [EntryId] char(36) COLLATE Latin1_General_100_BIN2 NULL,
    [CountedBy] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [At] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_CashCount] PRIMARY KEY ([Id]),
    CONSTRAINT [FK_CashCount_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [FK_CashCount_FundId] FOREIGN KEY ([FundId]) REFERENCES [Fund] ([Id]),
    CONSTRAINT [FK_CashCount_EntryId] FOREIGN KEY ([EntryId]) REFERENCES [JournalEntry] ([Id]),
    CONSTRAINT [CK_CashCount_Counted] CHECK ([Counted] >= 0)
);
CREATE INDEX [IX_CashCount_Office] ON [CashCount] ([OfficeId], [Id]);
GO
CREATE TRIGGER [TR_CashCount_AppendOnly] ON [CashCount] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'CashCount is append-only', 1;
END;
GO

-- A request to open the last closed month again.
CREATE TABLE [PeriodReopening] (
    [Id] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Period] char(7) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Reason] nvarchar(2000) NOT NULL,
    [RequestedBy] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [RequestedAt] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_PeriodReopening] PRIMARY KEY ([Id]),
    CONSTRAINT [FK_PeriodReopening_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id])
);
CREATE INDEX [IX_PeriodReopening_Office] ON [PeriodReopening] ([OfficeId], [Id]);
GO
CREATE TRIGGER [TR_PeriodReopening_AppendOnly] ON [PeriodReopening] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'PeriodReopening is append-only', 1;
END;
GO

CREATE TABLE [PeriodReopeningDecision] (
    [ReopeningId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Decision] nvarchar(40) NOT NULL,
    [Note] nvarchar(2000) NOT NULL,
    [DecidedBy] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [At] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_PeriodReopeningDecision] PRIMARY KEY ([ReopeningId]),
    CONSTRAINT [FK_PeriodReopeningDecision_ReopeningId] FOREIGN KEY ([ReopeningId]) REFERENCES [PeriodReopening] ([Id])
);
GO
CREATE TRIGGER [TR_PeriodReopeningDecision_AppendOnly] ON [PeriodReopeningDecision] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'PeriodReopeningDecision is append-only', 1;
END;
GO

-- Months closed and opened again, in order. ClosedThrough is the last closed month after the change, null: none.
CREATE TABLE [PeriodChange] (
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Sequence] int NOT NULL,
    [Period] char(7) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Change] nvarchar(40) NOT NULL,
    [ClosedThrough] char(7) COLLATE Latin1_General_100_BIN2 NULL,
    [ChangedBy] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [At] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_PeriodChange] PRIMARY KEY ([OfficeId], [Sequence]),
    CONSTRAINT [FK_PeriodChange_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id])
);
GO
CREATE TRIGGER [TR_PeriodChange_AppendOnly] ON [PeriodChange] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'PeriodChange is append-only', 1;
END;
GO

-- A month could be closed only once in there.
INSERT INTO [PeriodChange] ([OfficeId], [Sequence], [Period], [Change], [ClosedThrough], [ChangedBy], [At])
SELECT [OfficeId], ROW_NUMBER() OVER (PARTITION BY [OfficeId] ORDER BY [Period]), [Period], 'closed', [Period], [ClosedBy], [ClosedAt]
FROM [PeriodClosing];
DROP TABLE [PeriodClosing];

-- Counted cash that differs from the books needs an account of its own.
INSERT INTO [Account] ([OfficeId], [Account], [Code], [Name], [Type])
SELECT [Id], 'cashDifference', '4901', 'Selisih kas', 'income' FROM [Office];
