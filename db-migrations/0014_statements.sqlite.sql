-- The office's own numbers and names of its accounts, from a day on. A version is the whole chart; before the first one,
-- the chart that the office began with holds. Of those that began by a day, the highest is in force.
CREATE TABLE [ChartVersion] (
    [OfficeId] TEXT NOT NULL,
    [Version] INTEGER NOT NULL,
    [ValidFrom] TEXT NOT NULL,
    [WrittenBy] TEXT NOT NULL,
    [WrittenAt] TEXT NOT NULL,
    CONSTRAINT [PK_ChartVersion] PRIMARY KEY ([OfficeId], [Version]),
    CONSTRAINT [FK_ChartVersion_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [CK_ChartVersion_Version] CHECK ([Version] >= 1)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER [TR_ChartVersion_NoUpdate] BEFORE UPDATE ON [ChartVersion]
BEGIN
    SELECT RAISE(ABORT, 'ChartVersion is append-only');
END;
CREATE TRIGGER [TR_ChartVersion_NoDelete] BEFORE DELETE ON [ChartVersion]
BEGIN
    SELECT RAISE(ABORT, 'ChartVersion is append-only');
END;

CREATE TABLE [AccountName] (
    [OfficeId] TEXT NOT NULL,
    [Version] INTEGER NOT NULL,
    [Account] TEXT NOT NULL,
    [Code] TEXT NOT NULL,
    [Name] TEXT NOT NULL,
    CONSTRAINT [PK_AccountName] PRIMARY KEY ([OfficeId], [Version], [Account]),
    CONSTRAINT [UQ_AccountName_Code] UNIQUE ([OfficeId], [Version], [Code]),
    CONSTRAINT [FK_AccountName_OfficeId_Version] FOREIGN KEY ([OfficeId], [Version]) REFERENCES [ChartVersion] ([OfficeId], [Version]),
    CONSTRAINT [FK_AccountName_OfficeId_Account] FOREIGN KEY ([OfficeId], [Account]) REFERENCES [Account] ([OfficeId], [Account])
) STRICT, WITHOUT ROWID;
CREATE TRIGGER [TR_AccountName_NoUpdate] BEFORE UPDATE ON [AccountName]
BEGIN
    SELECT RAISE(ABORT, 'AccountName is append-only');
END;
CREATE TRIGGER [TR_AccountName_NoDelete] BEFORE DELETE ON [AccountName]
BEGIN
    SELECT RAISE(ABORT, 'AccountName is append-only');
END;

-- How an office maps its ledger to its statements, from a day on, as JSON; before the first one, the mapping that the
-- service is delivered with holds.
CREATE TABLE [StatementMapping] (
    [OfficeId] TEXT NOT NULL,
    [Version] INTEGER NOT NULL,
    [ValidFrom] TEXT NOT NULL,
    [Content] TEXT NOT NULL,
    [WrittenBy] TEXT NOT NULL,
    [WrittenAt] TEXT NOT NULL,
    CONSTRAINT [PK_StatementMapping] PRIMARY KEY ([OfficeId], [Version]),
    CONSTRAINT [FK_StatementMapping_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [CK_StatementMapping_Version] CHECK ([Version] >= 1)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER [TR_StatementMapping_NoUpdate] BEFORE UPDATE ON [StatementMapping]
BEGIN
    SELECT RAISE(ABORT, 'StatementMapping is append-only');
END;
CREATE TRIGGER [TR_StatementMapping_NoDelete] BEFORE DELETE ON [StatementMapping]
BEGIN
    SELECT RAISE(ABORT, 'StatementMapping is append-only');
END;
