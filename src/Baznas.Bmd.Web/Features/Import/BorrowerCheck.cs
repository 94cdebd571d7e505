using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Platform.Personal;

namespace Baznas.Bmd.Web.Features.Import;

/// <summary>A borrower that rows of the folder may name: a row of the file, one who is there, or both.</summary>
internal sealed record KnownBorrower(FileBorrower? Row, StoredBorrower? Stored)
{
    public bool IsNew => Stored is null;

    /// <summary>Whether it can be told from which of the eight asnaf the borrower is, or that none is on file.</summary>
    public bool HasAsnaf =>
        Stored is not null ? Stored.Asnaf is not null : Row!.Registration.Asnaf is not null || !Row.Row.IsGood("asnaf");

    public bool HasGroup => Stored is not null ? Stored.Groups > 0 : Row!.GroupCode is not null;
}

/// <summary>Recognises borrowers by their number in the older system, and by their NIK.</summary>
internal sealed class BorrowerCheck(CheckedBook book, PersonalData personal)
{
    private readonly Dictionary<string, int> _numberLines = [];
    private readonly Dictionary<string, int> _nikLines = [];

    private readonly Dictionary<string, StoredBorrower> _byNik = book.Stored.Borrowers.ToDictionary(b => b.NikIndex);

    /// <summary>All borrowers that a row may name, by number.</summary>
    public Dictionary<string, KnownBorrower> Known { get; } =
        book
            .Stored.Borrowers.Where(borrower => borrower.ExternalRef is not null)
            .GroupBy(borrower => borrower.ExternalRef!)
            .ToDictionary(same => same.Key, same => new KnownBorrower(null, same.First()));

    public void Run()
    {
        foreach (var borrower in book.Folder.Borrowers)
        {
            if (borrower.Row.IsGood("birthDate"))
            {
                borrower.Row.Refuse(
                    "birthDate",
                    StepDates.NotInFuture(borrower.Registration.BirthDate, book.Today).Error
                );
            }

            var isFirst = IsFirst(borrower.Row, "borrowerNo", borrower.BorrowerNo, _numberLines);
            isFirst &= IsFirst(borrower.Row, "nik", borrower.Nik?.Value, _nikLines);
            if (isFirst)
            {
                Recognise(borrower);
            }
        }
    }

    private static bool IsFirst(CsvRow row, string column, string? value, Dictionary<string, int> lines)
    {
        if (value is null || lines.TryAdd(value, row.Line))
        {
            return true;
        }

        row.Refuse(column, "import.twice", lines[value]);
        return false;
    }

    private void Recognise(FileBorrower borrower)
    {
        var index = borrower.Nik is { } nik ? personal.IndexOf(nik) : null;
        var byNik = index is null ? null : _byNik.GetValueOrDefault(index);
        var byNumber = borrower.BorrowerNo is { } number ? Known.GetValueOrDefault(number)?.Stored : null;
        if (index is not null && byNumber is not null && byNumber.NikIndex != index)
        {
            borrower.Row.Refuse("nik", "import.nik_differs");
        }
        else if (byNik is not null && byNumber is null && byNik.ExternalRef is { } other)
        {
            borrower.Row.Refuse("nik", "import.nik_of_other", other);
        }
        else if (index is not null && book.Stored.NiksElsewhere.Contains(index))
        {
            borrower.Row.Refuse("nik", "borrower.nik_taken");
        }

        if (borrower.BorrowerNo is { } no)
        {
            // Who was registered by hand is the same person by the NIK.
            Known[no] = new KnownBorrower(borrower, byNumber ?? byNik);
        }
    }
}
