-- The borrower's own way in, and whom they call.
ALTER TABLE [Office] ADD [Phone] nvarchar(40) NULL;

-- What a borrower signs in with beside the phone number: each line gives a PIN or, without a hash, withdraws it.
-- The newest line holds. The hash is keyed: six digits could be guessed from any other.
CREATE TABLE [BorrowerPin] (
    [BorrowerId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Sequence] int NOT NULL,
    [PinHash] char(64) COLLATE Latin1_General_100_BIN2 NULL,
    [ChangedBy] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [At] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_BorrowerPin] PRIMARY KEY ([BorrowerId], [Sequence]),
    CONSTRAINT [FK_BorrowerPin_BorrowerId] FOREIGN KEY ([BorrowerId]) REFERENCES [Borrower] ([Id])
);
GO
CREATE TRIGGER [TR_BorrowerPin_AppendOnly] ON [BorrowerPin] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'BorrowerPin is append-only', 1;
END;
GO
