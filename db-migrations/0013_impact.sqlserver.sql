-- What households answered before a loan, when it ended, and yearly. SensitiveData holds every answer, encrypted and
-- bound to the person and the row. A row never changes: another of the same occasion corrects it.
CREATE TABLE [ImpactSurvey] (
    [Id] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [BorrowerId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Occasion] nvarchar(40) NOT NULL,
    [SurveyedOn] date NOT NULL,
    [ApplicationId] char(36) COLLATE Latin1_General_100_BIN2 NULL,
    [LoanId] char(36) COLLATE Latin1_General_100_BIN2 NULL,
    [SensitiveData] varbinary(max) NOT NULL,
    [RecordedBy] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [At] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_ImpactSurvey] PRIMARY KEY ([Id]),
    CONSTRAINT [FK_ImpactSurvey_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [FK_ImpactSurvey_BorrowerId] FOREIGN KEY ([BorrowerId]) REFERENCES [Borrower] ([Id]),
    CONSTRAINT [FK_ImpactSurvey_ApplicationId] FOREIGN KEY ([ApplicationId]) REFERENCES [LoanApplication] ([Id]),
    CONSTRAINT [FK_ImpactSurvey_LoanId] FOREIGN KEY ([LoanId]) REFERENCES [Loan] ([Id])
);
GO
CREATE INDEX [IX_ImpactSurvey_Borrower] ON [ImpactSurvey] ([BorrowerId], [Id]);
GO
CREATE INDEX [IX_ImpactSurvey_Office] ON [ImpactSurvey] ([OfficeId], [BorrowerId], [Id]);
GO
CREATE TRIGGER [TR_ImpactSurvey_AppendOnly] ON [ImpactSurvey] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'ImpactSurvey is append-only', 1;
END;
GO

-- What one person needs a month, as an office enters it. Of the rows that begin on one day the last holds; one without an
-- amount takes the row of its day back.
CREATE TABLE [HadKifayah] (
    [Id] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [FromDate] date NOT NULL,
    [PerPerson] bigint NULL,
    [RecordedBy] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [At] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_HadKifayah] PRIMARY KEY ([Id]),
    CONSTRAINT [FK_HadKifayah_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [CK_HadKifayah_PerPerson] CHECK ([PerPerson] IS NULL OR [PerPerson] > 0)
);
GO
CREATE INDEX [IX_HadKifayah_Office] ON [HadKifayah] ([OfficeId], [FromDate], [Id]);
GO
CREATE TRIGGER [TR_HadKifayah_AppendOnly] ON [HadKifayah] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'HadKifayah is append-only', 1;
END;
GO
