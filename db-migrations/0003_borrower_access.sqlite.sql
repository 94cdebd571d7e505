-- The borrower's own way in, and whom they call.
ALTER TABLE [Office] ADD [Phone] TEXT NULL;

-- What a borrower signs in with beside the phone number: each line gives a PIN or, without a hash, withdraws it.
-- The newest line holds. The hash is keyed: six digits could be guessed from any other.
CREATE TABLE [BorrowerPin] (
    [BorrowerId] TEXT NOT NULL,
    [Sequence] INTEGER NOT NULL,
    [PinHash] TEXT NULL,
    [ChangedBy] TEXT NOT NULL,
    [At] TEXT NOT NULL,
    CONSTRAINT [PK_BorrowerPin] PRIMARY KEY ([BorrowerId], [Sequence]),
    CONSTRAINT [FK_BorrowerPin_BorrowerId] FOREIGN KEY ([BorrowerId]) REFERENCES [Borrower] ([Id])
) STRICT, WITHOUT ROWID;
CREATE TRIGGER [TR_BorrowerPin_NoUpdate] BEFORE UPDATE ON [BorrowerPin]
BEGIN
    SELECT RAISE(ABORT, 'BorrowerPin is append-only');
END;
CREATE TRIGGER [TR_BorrowerPin_NoDelete] BEFORE DELETE ON [BorrowerPin]
BEGIN
    SELECT RAISE(ABORT, 'BorrowerPin is append-only');
END;
