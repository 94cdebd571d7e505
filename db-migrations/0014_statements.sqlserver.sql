-- The office's own numbers and names of its accounts, from a day on. A version is the whole chart; before the first one,
-- the chart that the office began with holds. Of those that began by a day, the highest is in force.
CREATE TABLE [ChartVersion] (
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Version] int NOT NULL,
    [ValidFrom] date NOT NULL,
    [WrittenBy] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [WrittenAt] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_ChartVersion] PRIMARY KEY ([OfficeId], [Version]),
    CONSTRAINT [FK_ChartVersion_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [CK_ChartVersion_Version] CHECK ([Version] >= 1)
);
GO
CREATE TRIGGER [TR_ChartVersion_AppendOnly] ON [ChartVersion] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'ChartVersion is append-only', 1;
END;
GO

CREATE TABLE [AccountName] (
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Version] int NOT NULL,
    [Account] nvarchar(40) NOT NULL,
    [Code] nvarchar(40) NOT NULL,
    [Name] nvarchar(200) NOT NULL,
    CONSTRAINT [PK_AccountName] PRIMARY KEY ([OfficeId], [Version], [Account]),
    CONSTRAINT [UQ_AccountName_Code] UNIQUE ([OfficeId], [Version], [Code]),
    CONSTRAINT [FK_AccountName_OfficeId_Version] FOREIGN KEY ([OfficeId], [Version]) REFERENCES [ChartVersion] ([OfficeId], [Version]),
    CONSTRAINT [FK_AccountName_OfficeId_Account] FOREIGN KEY ([OfficeId], [Account]) REFERENCES [Account] ([OfficeId], [Account])
);
GO
CREATE TRIGGER [TR_AccountName_AppendOnly] ON [AccountName] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'AccountName is append-only', 1;
END;
GO

-- How an office maps its ledger to its statements, from a day on, as JSON; before the first one, the mapping that the
-- service is delivered with holds.
CREATE TABLE [StatementMapping] (
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Version] int NOT NULL,
    [ValidFrom] date NOT NULL,
    [Content] nvarchar(max) NOT NULL,
    [WrittenBy] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [WrittenAt] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_StatementMapping] PRIMARY KEY ([OfficeId], [Version]),
    CONSTRAINT [FK_StatementMapping_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [CK_StatementMapping_Version] CHECK ([Version] >= 1)
);
GO
CREATE TRIGGER [TR_StatementMapping_AppendOnly] ON [StatementMapping] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'StatementMapping is append-only', 1;
END;
GO
