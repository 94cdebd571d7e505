-- What people do about a late loan, line by line. The case itself is stored nowhere: it is there while the loan is late,
-- and whether a promise was kept follows from the ledger.
CREATE TABLE [ArrearsStep] (
    [Id] TEXT NOT NULL,
    [OfficeId] TEXT NOT NULL,
    [LoanId] TEXT NOT NULL,
    [Kind] TEXT NOT NULL,
    [HappenedOn] TEXT NOT NULL,
    [Method] TEXT NULL,
    [Person] TEXT NULL,
    [Outcome] TEXT NULL,
    [PromisedOn] TEXT NULL,
    [Amount] INTEGER NULL,
    [Cause] TEXT NULL,
    [Note] TEXT NULL,
    [RecordedBy] TEXT NOT NULL,
    [At] TEXT NOT NULL,
    CONSTRAINT [PK_ArrearsStep] PRIMARY KEY ([Id]),
    CONSTRAINT [FK_ArrearsStep_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [FK_ArrearsStep_LoanId] FOREIGN KEY ([LoanId]) REFERENCES [Loan] ([Id]),
    CONSTRAINT [CK_ArrearsStep_Amount] CHECK ([Amount] IS NULL OR [Amount] > 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_ArrearsStep_Loan] ON [ArrearsStep] ([LoanId], [Kind], [HappenedOn], [Id]);
CREATE INDEX [IX_ArrearsStep_Office] ON [ArrearsStep] ([OfficeId], [LoanId]);
CREATE TRIGGER [TR_ArrearsStep_NoUpdate] BEFORE UPDATE ON [ArrearsStep]
BEGIN
    SELECT RAISE(ABORT, 'ArrearsStep is append-only');
END;
CREATE TRIGGER [TR_ArrearsStep_NoDelete] BEFORE DELETE ON [ArrearsStep]
BEGIN
    SELECT RAISE(ABORT, 'ArrearsStep is append-only');
END;
