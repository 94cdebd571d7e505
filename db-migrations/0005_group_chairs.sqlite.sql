-- Who chairs a group changes with time; the newest line holds, and its ChairId is null while nobody does.
CREATE TABLE [GroupChair] (
    [GroupId] TEXT NOT NULL,
    [Sequence] INTEGER NOT NULL,
    [ChairId] TEXT NULL,
    [FromOn] TEXT NOT NULL,
    CONSTRAINT [PK_GroupChair] PRIMARY KEY ([GroupId], [Sequence]),
    CONSTRAINT [FK_GroupChair_GroupId] FOREIGN KEY ([GroupId]) REFERENCES [BorrowerGroup] ([Id]),
    CONSTRAINT [FK_GroupChair_ChairId] FOREIGN KEY ([ChairId]) REFERENCES [Borrower] ([Id])
) STRICT, WITHOUT ROWID;
CREATE TRIGGER [TR_GroupChair_NoUpdate] BEFORE UPDATE ON [GroupChair]
BEGIN
    SELECT RAISE(ABORT, 'GroupChair is append-only');
END;
CREATE TRIGGER [TR_GroupChair_NoDelete] BEFORE DELETE ON [GroupChair]
BEGIN
    SELECT RAISE(ABORT, 'GroupChair is append-only');
END;

-- A group had one chair for good.
INSERT INTO [GroupChair] ([GroupId], [Sequence], [ChairId], [FromOn])
SELECT [Id], 1, [ChairId], SUBSTR([CreatedAt], 1, 10) FROM [BorrowerGroup] WHERE [ChairId] IS NOT NULL;
ALTER TABLE [BorrowerGroup] DROP COLUMN [ChairId];
