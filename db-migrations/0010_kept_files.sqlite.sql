-- Files kept as they were, in packs: what was laid on the desk at the end of a month. Edition counts the packs of one
-- month, of which there is another when the month was opened and closed again.
CREATE TABLE [KeptPack] (
    [Id] TEXT NOT NULL,
    [OfficeId] TEXT NOT NULL,
    [Kind] TEXT NOT NULL,
    [Period] TEXT NOT NULL,
    [Edition] INTEGER NOT NULL,
    [ArchiveSha256] TEXT NOT NULL,
    [KeptAt] TEXT NOT NULL,
    CONSTRAINT [PK_KeptPack] PRIMARY KEY ([Id]),
    CONSTRAINT [UQ_KeptPack_Edition] UNIQUE ([OfficeId], [Kind], [Period], [Edition]),
    CONSTRAINT [FK_KeptPack_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id])
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_KeptPack_Office] ON [KeptPack] ([OfficeId], [Id]);
CREATE TRIGGER [TR_KeptPack_NoUpdate] BEFORE UPDATE ON [KeptPack]
BEGIN
    SELECT RAISE(ABORT, 'KeptPack is append-only');
END;
CREATE TRIGGER [TR_KeptPack_NoDelete] BEFORE DELETE ON [KeptPack]
BEGIN
    SELECT RAISE(ABORT, 'KeptPack is append-only');
END;

CREATE TABLE [KeptFile] (
    [PackId] TEXT NOT NULL,
    [Place] INTEGER NOT NULL,
    [Name] TEXT NOT NULL,
    [ContentType] TEXT NOT NULL,
    [Size] INTEGER NOT NULL,
    [Sha256] TEXT NOT NULL,
    [Content] BLOB NOT NULL,
    CONSTRAINT [PK_KeptFile] PRIMARY KEY ([PackId], [Place]),
    CONSTRAINT [UQ_KeptFile_Name] UNIQUE ([PackId], [Name]),
    CONSTRAINT [FK_KeptFile_PackId] FOREIGN KEY ([PackId]) REFERENCES [KeptPack] ([Id])
) STRICT;
CREATE TRIGGER [TR_KeptFile_NoUpdate] BEFORE UPDATE ON [KeptFile]
BEGIN
    SELECT RAISE(ABORT, 'KeptFile is append-only');
END;
CREATE TRIGGER [TR_KeptFile_NoDelete] BEFORE DELETE ON [KeptFile]
BEGIN
    SELECT RAISE(ABORT, 'KeptFile is append-only');
END;
