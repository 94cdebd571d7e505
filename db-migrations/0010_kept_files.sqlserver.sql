-- Files kept as they were, in packs: what was laid on the desk at the end of a month. Edition counts the packs of one
-- month, of which there is another when the month was opened and closed again.
CREATE TABLE [KeptPack] (
    [Id] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Kind] nvarchar(40) NOT NULL,
    [Period] char(7) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Edition] int NOT NULL,
    [ArchiveSha256] char(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [KeptAt] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_KeptPack] PRIMARY KEY ([Id]),
    CONSTRAINT [UQ_KeptPack_Edition] UNIQUE ([OfficeId], [Kind], [Period], [Edition]),
    CONSTRAINT [FK_KeptPack_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id])
);
GO
CREATE INDEX [IX_KeptPack_Office] ON [KeptPack] ([OfficeId], [Id]);
GO
CREATE TRIGGER [TR_KeptPack_AppendOnly] ON [KeptPack] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'KeptPack is append-only', 1;
END;
GO

CREATE TABLE [KeptFile] (
    [PackId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Place] int NOT NULL,
    [Name] nvarchar(100) NOT NULL,
    [ContentType] nvarchar(100) NOT NULL,
    [Size] int NOT NULL,
    [Sha256] char(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Content] varbinary(max) NOT NULL,
    CONSTRAINT [PK_KeptFile] PRIMARY KEY ([PackId], [Place]),
    CONSTRAINT [UQ_KeptFile_Name] UNIQUE ([PackId], [Name]),
    CONSTRAINT [FK_KeptFile_PackId] FOREIGN KEY ([PackId]) REFERENCES [KeptPack] ([Id])
);
GO
CREATE TRIGGER [TR_KeptFile_AppendOnly] ON [KeptFile] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'KeptFile is append-only', 1;
END;
GO
