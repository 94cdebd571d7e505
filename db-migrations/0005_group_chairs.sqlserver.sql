-- Who chairs a group changes with time; the newest line holds, and its ChairId is null while nobody does.
CREATE TABLE [GroupChair] (
    [GroupId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Sequence] int NOT NULL,
    [ChairId] char(36) COLLATE Latin1_General_100_BIN2 NULL,
    [FromOn] date NOT NULL,
    CONSTRAINT [PK_GroupChair] PRIMARY KEY ([GroupId], [Sequence]),
    CONSTRAINT [FK_GroupChair_GroupId] FOREIGN KEY ([GroupId]) REFERENCES [BorrowerGroup] ([Id]),
    CONSTRAINT [FK_GroupChair_ChairId] FOREIGN KEY ([ChairId]) REFERENCES [Borrower] ([Id])
);
GO
CREATE TRIGGER [TR_GroupChair_AppendOnly] ON [GroupChair] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'GroupChair is append-only', 1;
END;
GO

-- A group had one chair for good.
INSERT INTO [GroupChair] ([GroupId], [Sequence], [ChairId], [FromOn])
SELECT [Id], 1, [ChairId], CAST([CreatedAt] AS date) FROM [BorrowerGroup] WHERE [ChairId] IS NOT NULL;
GO
ALTER TABLE [BorrowerGroup] DROP COLUMN [ChairId];
