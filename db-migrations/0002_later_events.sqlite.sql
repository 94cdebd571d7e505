-- What later events of a loan need: tranches, new schedules, write-offs, deposits, counted cash, reopened months.
-- CountedFrom is the date that the own dates of the instalments are counted from; null: the first one's own date.
-- EntryId is the disbursement that made the version; Undoes is the version that this one takes back.
ALTER TABLE [ScheduleVersion] ADD [CountedFrom] TEXT NULL;
ALTER TABLE [ScheduleVersion] ADD [EntryId] TEXT NULL;
ALTER TABLE [ScheduleVersion] ADD [Undoes] INTEGER NULL;

-- How a tranche after the first is approved: plan (with the loan; also null) or each.
ALTER TABLE [ProductVersion] ADD [TrancheApproval] TEXT NULL;

-- The tranches a draft asks for.
CREATE TABLE [ApplicationTranche] (
    [ApplicationId] TEXT NOT NULL,
    [No] INTEGER NOT NULL,
    [Amount] INTEGER NOT NULL,
    [PlannedOn] TEXT NOT NULL,
    CONSTRAINT [PK_ApplicationTranche] PRIMARY KEY ([ApplicationId], [No]),
    CONSTRAINT [FK_ApplicationTranche_ApplicationId] FOREIGN KEY ([ApplicationId]) REFERENCES [LoanApplication] ([Id]),
    CONSTRAINT [CK_ApplicationTranche_Amount] CHECK ([Amount] >= 1)
) STRICT, WITHOUT ROWID;

-- The tranches a loan is paid out in, as approved; a loan in one sum has none.
CREATE TABLE [LoanTranche] (
    [LoanId] TEXT NOT NULL,
    [No] INTEGER NOT NULL,
    [Amount] INTEGER NOT NULL,
    [PlannedOn] TEXT NOT NULL,
    CONSTRAINT [PK_LoanTranche] PRIMARY KEY ([LoanId], [No]),
    CONSTRAINT [FK_LoanTranche_LoanId] FOREIGN KEY ([LoanId]) REFERENCES [Loan] ([Id]),
    CONSTRAINT [CK_LoanTranche_Amount] CHECK ([Amount] >= 1)
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_LoanTranche_Planned] ON [LoanTranche] ([PlannedOn], [LoanId]);
CREATE TRIGGER [TR_LoanTranche_NoUpdate] BEFORE UPDATE ON [LoanTranche]
BEGIN
    SELECT RAISE(ABORT, 'LoanTranche is append-only');
END;
CREATE TRIGGER [TR_LoanTranche_NoDelete] BEFORE DELETE ON [LoanTranche]
BEGIN
    SELECT RAISE(ABORT, 'LoanTranche is append-only');
END;

-- What was decided about one tranche; the newest line holds: approve, hold, cancel.
CREATE TABLE [TrancheDecision] (
    [LoanId] TEXT NOT NULL,
    [No] INTEGER NOT NULL,
    [Sequence] INTEGER NOT NULL,
    [Decision] TEXT NOT NULL,
    [DecidedOn] TEXT NOT NULL,
    [Note] TEXT NOT NULL,
    [DecidedBy] TEXT NOT NULL,
    [At] TEXT NOT NULL,
    CONSTRAINT [PK_TrancheDecision] PRIMARY KEY ([LoanId], [No], [Sequence]),
    CONSTRAINT [FK_TrancheDecision_LoanId_No] FOREIGN KEY ([LoanId], [No]) REFERENCES [LoanTranche] ([LoanId], [No])
) STRICT, WITHOUT ROWID;
CREATE TRIGGER [TR_TrancheDecision_NoUpdate] BEFORE UPDATE ON [TrancheDecision]
BEGIN
    SELECT RAISE(ABORT, 'TrancheDecision is append-only');
END;
CREATE TRIGGER [TR_TrancheDecision_NoDelete] BEFORE DELETE ON [TrancheDecision]
BEGIN
    SELECT RAISE(ABORT, 'TrancheDecision is append-only');
END;

-- Which entry paid a tranche out; once it is reversed, the tranche can be paid out again.
CREATE TABLE [TranchePayment] (
    [EntryId] TEXT NOT NULL,
    [LoanId] TEXT NOT NULL,
    [No] INTEGER NOT NULL,
    CONSTRAINT [PK_TranchePayment] PRIMARY KEY ([EntryId]),
    CONSTRAINT [FK_TranchePayment_EntryId] FOREIGN KEY ([EntryId]) REFERENCES [JournalEntry] ([Id]),
    CONSTRAINT [FK_TranchePayment_LoanId_No] FOREIGN KEY ([LoanId], [No]) REFERENCES [LoanTranche] ([LoanId], [No])
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_TranchePayment_Loan] ON [TranchePayment] ([LoanId], [No]);
CREATE TRIGGER [TR_TranchePayment_NoUpdate] BEFORE UPDATE ON [TranchePayment]
BEGIN
    SELECT RAISE(ABORT, 'TranchePayment is append-only');
END;
CREATE TRIGGER [TR_TranchePayment_NoDelete] BEFORE DELETE ON [TranchePayment]
BEGIN
    SELECT RAISE(ABORT, 'TranchePayment is append-only');
END;

-- A request for a new schedule of the same debt.
CREATE TABLE [Reschedule] (
    [Id] TEXT NOT NULL,
    [OfficeId] TEXT NOT NULL,
    [LoanId] TEXT NOT NULL,
    [EffectiveOn] TEXT NOT NULL,
    [Cause] TEXT NOT NULL,
    [Reason] TEXT NOT NULL,
    [Installments] INTEGER NULL,
    [FirstDueOn] TEXT NULL,
    [KeepsDates] INTEGER NOT NULL,
    [RequestedBy] TEXT NOT NULL,
    [RequestedAt] TEXT NOT NULL,
    CONSTRAINT [PK_Reschedule] PRIMARY KEY ([Id]),
    CONSTRAINT [FK_Reschedule_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [FK_Reschedule_LoanId] FOREIGN KEY ([LoanId]) REFERENCES [Loan] ([Id])
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_Reschedule_Loan] ON [Reschedule] ([LoanId]);
CREATE INDEX [IX_Reschedule_Office] ON [Reschedule] ([OfficeId], [Id]);
CREATE TRIGGER [TR_Reschedule_NoUpdate] BEFORE UPDATE ON [Reschedule]
BEGIN
    SELECT RAISE(ABORT, 'Reschedule is append-only');
END;
CREATE TRIGGER [TR_Reschedule_NoDelete] BEFORE DELETE ON [Reschedule]
BEGIN
    SELECT RAISE(ABORT, 'Reschedule is append-only');
END;

-- Version is the schedule it made when it was approved.
CREATE TABLE [RescheduleDecision] (
    [RescheduleId] TEXT NOT NULL,
    [Decision] TEXT NOT NULL,
    [Note] TEXT NOT NULL,
    [Version] INTEGER NULL,
    [DecidedBy] TEXT NOT NULL,
    [At] TEXT NOT NULL,
    CONSTRAINT [PK_RescheduleDecision] PRIMARY KEY ([RescheduleId]),
    CONSTRAINT [FK_RescheduleDecision_RescheduleId] FOREIGN KEY ([RescheduleId]) REFERENCES [Reschedule] ([Id])
) STRICT, WITHOUT ROWID;
CREATE TRIGGER [TR_RescheduleDecision_NoUpdate] BEFORE UPDATE ON [RescheduleDecision]
BEGIN
    SELECT RAISE(ABORT, 'RescheduleDecision is append-only');
END;
CREATE TRIGGER [TR_RescheduleDecision_NoDelete] BEFORE DELETE ON [RescheduleDecision]
BEGIN
    SELECT RAISE(ABORT, 'RescheduleDecision is append-only');
END;

-- Version is the schedule that took its place.
CREATE TABLE [RescheduleReversal] (
    [RescheduleId] TEXT NOT NULL,
    [Reason] TEXT NOT NULL,
    [Version] INTEGER NOT NULL,
    [ReversedBy] TEXT NOT NULL,
    [At] TEXT NOT NULL,
    CONSTRAINT [PK_RescheduleReversal] PRIMARY KEY ([RescheduleId]),
    CONSTRAINT [FK_RescheduleReversal_RescheduleId] FOREIGN KEY ([RescheduleId]) REFERENCES [Reschedule] ([Id])
) STRICT, WITHOUT ROWID;
CREATE TRIGGER [TR_RescheduleReversal_NoUpdate] BEFORE UPDATE ON [RescheduleReversal]
BEGIN
    SELECT RAISE(ABORT, 'RescheduleReversal is append-only');
END;
CREATE TRIGGER [TR_RescheduleReversal_NoDelete] BEFORE DELETE ON [RescheduleReversal]
BEGIN
    SELECT RAISE(ABORT, 'RescheduleReversal is append-only');
END;

-- Instalments moved by whole periods: of one loan, or, without one, of a whole office.
CREATE TABLE [Grace] (
    [Id] TEXT NOT NULL,
    [OfficeId] TEXT NOT NULL,
    [LoanId] TEXT NULL,
    [EffectiveOn] TEXT NOT NULL,
    [Periods] INTEGER NOT NULL,
    [FromNo] INTEGER NULL,
    [Cause] TEXT NOT NULL,
    [Reason] TEXT NOT NULL,
    [GrantedBy] TEXT NOT NULL,
    [At] TEXT NOT NULL,
    CONSTRAINT [PK_Grace] PRIMARY KEY ([Id]),
    CONSTRAINT [FK_Grace_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [FK_Grace_LoanId] FOREIGN KEY ([LoanId]) REFERENCES [Loan] ([Id]),
    CONSTRAINT [CK_Grace_Periods] CHECK ([Periods] >= 1)
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_Grace_Office] ON [Grace] ([OfficeId], [Id]);
CREATE TRIGGER [TR_Grace_NoUpdate] BEFORE UPDATE ON [Grace]
BEGIN
    SELECT RAISE(ABORT, 'Grace is append-only');
END;
CREATE TRIGGER [TR_Grace_NoDelete] BEFORE DELETE ON [Grace]
BEGIN
    SELECT RAISE(ABORT, 'Grace is append-only');
END;

-- The schedules that a grace made.
CREATE TABLE [GraceSchedule] (
    [GraceId] TEXT NOT NULL,
    [LoanId] TEXT NOT NULL,
    [Version] INTEGER NOT NULL,
    CONSTRAINT [PK_GraceSchedule] PRIMARY KEY ([GraceId], [LoanId]),
    CONSTRAINT [FK_GraceSchedule_GraceId] FOREIGN KEY ([GraceId]) REFERENCES [Grace] ([Id]),
    CONSTRAINT [FK_GraceSchedule_LoanId_Version] FOREIGN KEY ([LoanId], [Version]) REFERENCES [ScheduleVersion] ([LoanId], [Version])
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_GraceSchedule_Loan] ON [GraceSchedule] ([LoanId]);
CREATE TRIGGER [TR_GraceSchedule_NoUpdate] BEFORE UPDATE ON [GraceSchedule]
BEGIN
    SELECT RAISE(ABORT, 'GraceSchedule is append-only');
END;
CREATE TRIGGER [TR_GraceSchedule_NoDelete] BEFORE DELETE ON [GraceSchedule]
BEGIN
    SELECT RAISE(ABORT, 'GraceSchedule is append-only');
END;

-- A request to take a debt off the books (writeOff) or to drop it (forgiveness).
CREATE TABLE [WriteOff] (
    [Id] TEXT NOT NULL,
    [OfficeId] TEXT NOT NULL,
    [LoanId] TEXT NOT NULL,
    [Kind] TEXT NOT NULL,
    [EffectiveOn] TEXT NOT NULL,
    [Cause] TEXT NOT NULL,
    [Reason] TEXT NOT NULL,
    [Evidence] TEXT NOT NULL,
    [DiedOn] TEXT NULL,
    [DeathCertificate] TEXT NULL,
    [RequestedBy] TEXT NOT NULL,
    [RequestedAt] TEXT NOT NULL,
    CONSTRAINT [PK_WriteOff] PRIMARY KEY ([Id]),
    CONSTRAINT [FK_WriteOff_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [FK_WriteOff_LoanId] FOREIGN KEY ([LoanId]) REFERENCES [Loan] ([Id])
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_WriteOff_Loan] ON [WriteOff] ([LoanId]);
CREATE INDEX [IX_WriteOff_Office] ON [WriteOff] ([OfficeId], [Id]);
CREATE TRIGGER [TR_WriteOff_NoUpdate] BEFORE UPDATE ON [WriteOff]
BEGIN
    SELECT RAISE(ABORT, 'WriteOff is append-only');
END;
CREATE TRIGGER [TR_WriteOff_NoDelete] BEFORE DELETE ON [WriteOff]
BEGIN
    SELECT RAISE(ABORT, 'WriteOff is append-only');
END;

-- EntryId is what the deciding voice booked.
CREATE TABLE [WriteOffDecision] (
    [WriteOffId] TEXT NOT NULL,
    [DecidedBy] TEXT NOT NULL,
    [Decision] TEXT NOT NULL,
    [Note] TEXT NOT NULL,
    [EntryId] TEXT NULL,
    [At] TEXT NOT NULL,
    CONSTRAINT [PK_WriteOffDecision] PRIMARY KEY ([WriteOffId], [DecidedBy]),
    CONSTRAINT [FK_WriteOffDecision_WriteOffId] FOREIGN KEY ([WriteOffId]) REFERENCES [WriteOff] ([Id]),
    CONSTRAINT [FK_WriteOffDecision_EntryId] FOREIGN KEY ([EntryId]) REFERENCES [JournalEntry] ([Id])
) STRICT, WITHOUT ROWID;
CREATE TRIGGER [TR_WriteOffDecision_NoUpdate] BEFORE UPDATE ON [WriteOffDecision]
BEGIN
    SELECT RAISE(ABORT, 'WriteOffDecision is append-only');
END;
CREATE TRIGGER [TR_WriteOffDecision_NoDelete] BEFORE DELETE ON [WriteOffDecision]
BEGIN
    SELECT RAISE(ABORT, 'WriteOffDecision is append-only');
END;

-- Whether a borrower wants the deposit applied when an instalment is due; the newest line holds.
CREATE TABLE [DepositChoice] (
    [BorrowerId] TEXT NOT NULL,
    [Sequence] INTEGER NOT NULL,
    [ApplyWhenDue] INTEGER NOT NULL,
    [ChosenBy] TEXT NOT NULL,
    [At] TEXT NOT NULL,
    CONSTRAINT [PK_DepositChoice] PRIMARY KEY ([BorrowerId], [Sequence]),
    CONSTRAINT [FK_DepositChoice_BorrowerId] FOREIGN KEY ([BorrowerId]) REFERENCES [Borrower] ([Id])
) STRICT, WITHOUT ROWID;
CREATE TRIGGER [TR_DepositChoice_NoUpdate] BEFORE UPDATE ON [DepositChoice]
BEGIN
    SELECT RAISE(ABORT, 'DepositChoice is append-only');
END;
CREATE TRIGGER [TR_DepositChoice_NoDelete] BEFORE DELETE ON [DepositChoice]
BEGIN
    SELECT RAISE(ABORT, 'DepositChoice is append-only');
END;

-- A collection meeting, whose repayments were posted together.
CREATE TABLE [GroupMeeting] (
    [Id] TEXT NOT NULL,
    [OfficeId] TEXT NOT NULL,
    [GroupId] TEXT NOT NULL,
    [HeldOn] TEXT NOT NULL,
    [Total] INTEGER NOT NULL,
    [RecordedBy] TEXT NOT NULL,
    [At] TEXT NOT NULL,
    CONSTRAINT [PK_GroupMeeting] PRIMARY KEY ([Id]),
    CONSTRAINT [FK_GroupMeeting_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [FK_GroupMeeting_GroupId] FOREIGN KEY ([GroupId]) REFERENCES [BorrowerGroup] ([Id]),
    CONSTRAINT [CK_GroupMeeting_Total] CHECK ([Total] >= 1)
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_GroupMeeting_Group] ON [GroupMeeting] ([GroupId], [Id]);
CREATE TRIGGER [TR_GroupMeeting_NoUpdate] BEFORE UPDATE ON [GroupMeeting]
BEGIN
    SELECT RAISE(ABORT, 'GroupMeeting is append-only');
END;
CREATE TRIGGER [TR_GroupMeeting_NoDelete] BEFORE DELETE ON [GroupMeeting]
BEGIN
    SELECT RAISE(ABORT, 'GroupMeeting is append-only');
END;

CREATE TABLE [GroupMeetingEntry] (
    [EntryId] TEXT NOT NULL,
    [MeetingId] TEXT NOT NULL,
    CONSTRAINT [PK_GroupMeetingEntry] PRIMARY KEY ([EntryId]),
    CONSTRAINT [FK_GroupMeetingEntry_EntryId] FOREIGN KEY ([EntryId]) REFERENCES [JournalEntry] ([Id]),
    CONSTRAINT [FK_GroupMeetingEntry_MeetingId] FOREIGN KEY ([MeetingId]) REFERENCES [GroupMeeting] ([Id])
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_GroupMeetingEntry_Meeting] ON [GroupMeetingEntry] ([MeetingId]);
CREATE TRIGGER [TR_GroupMeetingEntry_NoUpdate] BEFORE UPDATE ON [GroupMeetingEntry]
BEGIN
    SELECT RAISE(ABORT, 'GroupMeetingEntry is append-only');
END;
CREATE TRIGGER [TR_GroupMeetingEntry_NoDelete] BEFORE DELETE ON [GroupMeetingEntry]
BEGIN
    SELECT RAISE(ABORT, 'GroupMeetingEntry is append-only');
END;

-- Cash counted by hand (opname kas), against what the books said at the end of that day.
CREATE TABLE [CashCount] (
    [Id] TEXT NOT NULL,
    [OfficeId] TEXT NOT NULL,
    [FundId] TEXT NOT NULL,
    [CountedOn] TEXT NOT NULL,
    [Booked] INTEGER NOT NULL,
    [Counted] INTEGER NOT NULL,
    [Denominations] TEXT NULL,
    [Explanation] TEXT NULL,
    [EntryId] TEXT NULL,
    [CountedBy] TEXT NOT NULL,
    [At] TEXT NOT NULL,
    CONSTRAINT [PK_CashCount] PRIMARY KEY ([Id]),
    CONSTRAINT [FK_CashCount_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [FK_CashCount_FundId] FOREIGN KEY ([FundId]) REFERENCES [Fund] ([Id]),
    CONSTRAINT [FK_CashCount_EntryId] FOREIGN KEY ([EntryId]) REFERENCES [JournalEntry] ([Id]),
    CONSTRAINT [CK_CashCount_Counted] CHECK ([Counted] >= 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_CashCount_Office] ON [CashCount] ([OfficeId], [Id]);
CREATE TRIGGER [TR_CashCount_NoUpdate] BEFORE UPDATE ON [CashCount]
BEGIN
    SELECT RAISE(ABORT, 'CashCount is append-only');
END;
CREATE TRIGGER [TR_CashCount_NoDelete] BEFORE DELETE ON [CashCount]
BEGIN
    SELECT RAISE(ABORT, 'CashCount is append-only');
END;

-- A request to open the last closed month again.
CREATE TABLE [PeriodReopening] (
    [Id] TEXT NOT NULL,
    [OfficeId] TEXT NOT NULL,
    [Period] TEXT NOT NULL,
    [Reason] TEXT NOT NULL,
    [RequestedBy] TEXT NOT NULL,
    [RequestedAt] TEXT NOT NULL,
    CONSTRAINT [PK_PeriodReopening] PRIMARY KEY ([Id]),
    CONSTRAINT [FK_PeriodReopening_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id])
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_PeriodReopening_Office] ON [PeriodReopening] ([OfficeId], [Id]);
CREATE TRIGGER [TR_PeriodReopening_NoUpdate] BEFORE UPDATE ON [PeriodReopening]
BEGIN
    SELECT RAISE(ABORT, 'PeriodReopening is append-only');
END;
CREATE TRIGGER [TR_PeriodReopening_NoDelete] BEFORE DELETE ON [PeriodReopening]
BEGIN
    SELECT RAISE(ABORT, 'PeriodReopening is append-only');
END;

CREATE TABLE [PeriodReopeningDecision] (
    [ReopeningId] TEXT NOT NULL,
    [Decision] TEXT NOT NULL,
    [Note] TEXT NOT NULL,
    [DecidedBy] TEXT NOT NULL,
    [At] TEXT NOT NULL,
    CONSTRAINT [PK_PeriodReopeningDecision] PRIMARY KEY ([ReopeningId]),
    CONSTRAINT [FK_PeriodReopeningDecision_ReopeningId] FOREIGN KEY ([ReopeningId]) REFERENCES [PeriodReopening] ([Id])
) STRICT, WITHOUT ROWID;
CREATE TRIGGER [TR_PeriodReopeningDecision_NoUpdate] BEFORE UPDATE ON [PeriodReopeningDecision]
BEGIN
    SELECT RAISE(ABORT, 'PeriodReopeningDecision is append-only');
END;
CREATE TRIGGER [TR_PeriodReopeningDecision_NoDelete] BEFORE DELETE ON [PeriodReopeningDecision]
BEGIN
    SELECT RAISE(ABORT, 'PeriodReopeningDecision is append-only');
END;

-- Months closed and opened again, in order. ClosedThrough is the last closed month after the change, null: none.
CREATE TABLE [PeriodChange] (
    [OfficeId] TEXT NOT NULL,
    [Sequence] INTEGER NOT NULL,
    [Period] TEXT NOT NULL,
    [Change] TEXT NOT NULL,
    [ClosedThrough] TEXT NULL,
    [ChangedBy] TEXT NOT NULL,
    [At] TEXT NOT NULL,
    CONSTRAINT [PK_PeriodChange] PRIMARY KEY ([OfficeId], [Sequence]),
    CONSTRAINT [FK_PeriodChange_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id])
) STRICT, WITHOUT ROWID;
CREATE TRIGGER [TR_PeriodChange_NoUpdate] BEFORE UPDATE ON [PeriodChange]
BEGIN
    SELECT RAISE(ABORT, 'PeriodChange is append-only');
END;
CREATE TRIGGER [TR_PeriodChange_NoDelete] BEFORE DELETE ON [PeriodChange]
BEGIN
    SELECT RAISE(ABORT, 'PeriodChange is append-only');
END;

-- A month could be closed only once in there.
INSERT INTO [PeriodChange] ([OfficeId], [Sequence], [Period], [Change], [ClosedThrough], [ChangedBy], [At])
SELECT [OfficeId], ROW_NUMBER() OVER (PARTITION BY [OfficeId] ORDER BY [Period]), [Period], 'closed', [Period], [ClosedBy], [ClosedAt]
FROM [PeriodClosing];
DROP TABLE [PeriodClosing];

-- Counted cash that differs from the books needs an account of its own.
INSERT INTO [Account] ([OfficeId], [Account], [Code], [Name], [Type])
SELECT [Id], 'cashDifference', '4901', 'Selisih kas', 'income' FROM [Office];
