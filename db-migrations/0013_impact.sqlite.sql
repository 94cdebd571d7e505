-- What households answered before a loan, when it ended, and yearly. SensitiveData holds every answer, encrypted and
-- bound to the person and the row. A row never changes: another of the same occasion corrects it.
CREATE TABLE [ImpactSurvey] (
    [Id] TEXT NOT NULL,
    [OfficeId] TEXT NOT NULL,
    [BorrowerId] TEXT NOT NULL,
    [Occasion] TEXT NOT NULL,
    [SurveyedOn] TEXT NOT NULL,
    [ApplicationId] TEXT NULL,
    [LoanId] TEXT NULL,
    [SensitiveData] BLOB NOT NULL,
    [RecordedBy] TEXT NOT NULL,
    [At] TEXT NOT NULL,
    CONSTRAINT [PK_ImpactSurvey] PRIMARY KEY ([Id]),
    CONSTRAINT [FK_ImpactSurvey_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [FK_ImpactSurvey_BorrowerId] FOREIGN KEY ([BorrowerId]) REFERENCES [Borrower] ([Id]),
    CONSTRAINT [FK_ImpactSurvey_ApplicationId] FOREIGN KEY ([ApplicationId]) REFERENCES [LoanApplication] ([Id]),
    CONSTRAINT [FK_ImpactSurvey_LoanId] FOREIGN KEY ([LoanId]) REFERENCES [Loan] ([Id])
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_ImpactSurvey_Borrower] ON [ImpactSurvey] ([BorrowerId], [Id]);
CREATE INDEX [IX_ImpactSurvey_Office] ON [ImpactSurvey] ([OfficeId], [BorrowerId], [Id]);
CREATE TRIGGER [TR_ImpactSurvey_NoUpdate] BEFORE UPDATE ON [ImpactSurvey]
BEGIN
    SELECT RAISE(ABORT, 'ImpactSurvey is append-only');
END;
CREATE TRIGGER [TR_ImpactSurvey_NoDelete] BEFORE DELETE ON [ImpactSurvey]
BEGIN
    SELECT RAISE(ABORT, 'ImpactSurvey is append-only');
END;

-- What one person needs a month, as an office enters it. Of the rows that begin on one day the last holds; one without an
-- amount takes the row of its day back.
CREATE TABLE [HadKifayah] (
    [Id] TEXT NOT NULL,
    [OfficeId] TEXT NOT NULL,
    [FromDate] TEXT NOT NULL,
    [PerPerson] INTEGER NULL,
    [RecordedBy] TEXT NOT NULL,
    [At] TEXT NOT NULL,
    CONSTRAINT [PK_HadKifayah] PRIMARY KEY ([Id]),
    CONSTRAINT [FK_HadKifayah_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [CK_HadKifayah_PerPerson] CHECK ([PerPerson] IS NULL OR [PerPerson] > 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_HadKifayah_Office] ON [HadKifayah] ([OfficeId], [FromDate], [Id]);
CREATE TRIGGER [TR_HadKifayah_NoUpdate] BEFORE UPDATE ON [HadKifayah]
BEGIN
    SELECT RAISE(ABORT, 'HadKifayah is append-only');
END;
CREATE TRIGGER [TR_HadKifayah_NoDelete] BEFORE DELETE ON [HadKifayah]
BEGIN
    SELECT RAISE(ABORT, 'HadKifayah is append-only');
END;
