-- What people do about a late loan, line by line. The case itself is stored nowhere: it is there while the loan is late,
-- and whether a promise was kept follows from the ledger.
CREATE TABLE [ArrearsStep] (
    [Id] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [LoanId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Kind] nvarchar(40) NOT NULL,
    [HappenedOn] date NOT NULL,
    [Method] nvarchar(40) NULL,
    [Person] nvarchar(200) NULL,
    [Outcome] nvarchar(40) NULL,
    [PromisedOn] date NULL,
    [Amount] bigint NULL,
    [Cause] nvarchar(40) NULL,
    [Note] nvarchar(1000) NULL,
    [RecordedBy] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [At] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_ArrearsStep] PRIMARY KEY ([Id]),
    CONSTRAINT [FK_ArrearsStep_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [FK_ArrearsStep_LoanId] FOREIGN KEY ([LoanId]) REFERENCES [Loan] ([Id]),
    CONSTRAINT [CK_ArrearsStep_Amount] CHECK ([Amount] IS NULL OR [Amount] > 0)
);
CREATE INDEX [IX_ArrearsStep_Loan] ON [ArrearsStep] ([LoanId], [Kind], [HappenedOn], [Id]);
CREATE INDEX [IX_ArrearsStep_Office] ON [ArrearsStep] ([OfficeId], [LoanId]);
GO
CREATE TRIGGER [TR_ArrearsStep_AppendOnly] ON [ArrearsStep] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'ArrearsStep is append-only', 1;
END;
GO
