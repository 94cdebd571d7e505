using Baznas.Bmd.Domain.Borrowers;
using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Finding.FindAnything;

/// <summary>Borrowers, groups, loans and applications by name, number or phone, the newest of each kind first.</summary>
[AllowedToStaff]
public sealed record FindAnything : IQuery<FoundThings>, IApiEndpoint
{
    /// <summary>The fewest letters that are looked for.</summary>
    public const int Shortest = 2;

    /// <summary>What was typed.</summary>
    public string? Q { get; init; }

    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<FindAnything, FoundThings>("/search", (string? q) => new FindAnything { Q = q });
}

/// <summary>What was found; of each kind at most ten.</summary>
public sealed record FoundThings
{
    /// <summary>Found by name, number or phone.</summary>
    public required IReadOnlyList<FoundBorrower> Borrowers { get; init; }

    /// <summary>Found by mark or name.</summary>
    public required IReadOnlyList<FoundGroup> Groups { get; init; }

    /// <summary>Found by number or the borrower's name.</summary>
    public required IReadOnlyList<FoundLoan> Loans { get; init; }

    /// <summary>Not yet loans; found by the borrower's name or number.</summary>
    public required IReadOnlyList<FoundApplication> Applications { get; init; }

    /// <summary>The address of the one thing whose number was typed out; null when none was.</summary>
    public required string? Exact { get; init; }
}

/// <summary>A borrower.</summary>
public sealed record FoundBorrower
{
    /// <summary>The borrower.</summary>
    public required string Id { get; init; }

    /// <summary>Their number.</summary>
    public required string Number { get; init; }

    /// <summary>Their name.</summary>
    public required string FullName { get; init; }

    /// <summary>What they do.</summary>
    public required string? Business { get; init; }

    /// <summary>Their group's name.</summary>
    public required string? GroupName { get; init; }
}

/// <summary>A group.</summary>
/// <param name="Id">The group.</param>
/// <param name="Code">Its mark.</param>
/// <param name="Name">Its name.</param>
public sealed record FoundGroup(string Id, string Code, string Name);

/// <summary>A loan.</summary>
public sealed record FoundLoan
{
    /// <summary>The loan.</summary>
    public required string Id { get; init; }

    /// <summary>Its number.</summary>
    public required string Number { get; init; }

    /// <summary>Who owes it.</summary>
    public required string BorrowerName { get; init; }

    /// <summary>What was agreed, rupiah.</summary>
    public required Rupiah Principal { get; init; }

    /// <summary>Still owed on the books, rupiah.</summary>
    public required Rupiah Outstanding { get; init; }
}

/// <summary>An application.</summary>
public sealed record FoundApplication
{
    /// <summary>The application.</summary>
    public required string Id { get; init; }

    /// <summary>Who asks.</summary>
    public required string BorrowerName { get; init; }

    /// <summary>How much, rupiah.</summary>
    public required Rupiah Principal { get; init; }

    /// <summary>How far it has come.</summary>
    public required ApplicationStatus Status { get; init; }

    /// <summary>When it was asked.</summary>
    public required DateOnly AppliedOn { get; init; }
}

/// <summary>Looks in one statement for each kind, and in one more for a number that is typed out.</summary>
public sealed class FindAnythingHandler(Db db, CallContext context) : IRequestHandler<FindAnything, Result<FoundThings>>
{
    private const int Most = 10;

    private static readonly FoundThings Nothing = new()
    {
        Borrowers = [],
        Groups = [],
        Loans = [],
        Applications = [],
        Exact = null,
    };

    private static readonly Sql<Asked, BorrowerRow> Borrowers = new(
        """
        SELECT b.[Id], b.[Number], b.[ExternalRef], b.[FullName], b.[Phone], b.[BusinessName], g.[Name] AS [GroupName]
        FROM [Borrower] b
        LEFT JOIN [GroupMember] m ON m.[BorrowerId] = b.[Id] AND m.[LeftOn] IS NULL
        LEFT JOIN [BorrowerGroup] g ON g.[Id] = m.[GroupId]
        WHERE (b.[FullName] LIKE @Pattern ESCAPE '~' OR b.[Number] LIKE @Pattern ESCAPE '~'
                OR b.[ExternalRef] LIKE @Pattern ESCAPE '~' OR b.[Phone] = @Phone)
            {?OfficeId: AND b.[OfficeId] = @OfficeId}
        ORDER BY b.[Id] DESC
        {limit}
        """
    );

    private static readonly Sql<AskedGroups, GroupRow> Groups = new(
        """
        SELECT g.[Id], g.[Code], g.[Name] FROM [BorrowerGroup] g
        WHERE (g.[Name] LIKE @Pattern ESCAPE '~' OR g.[Code] LIKE @Pattern ESCAPE '~')
            {?OfficeId: AND g.[OfficeId] = @OfficeId}
        ORDER BY g.[Id] DESC
        {limit}
        """
    );

    private static readonly Sql<Asked, LoanRow> Loans = new(
        """
        SELECT l.[Id], l.[Number], l.[ExternalRef], b.[FullName] AS [BorrowerName], l.[Principal],
            COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p
                WHERE p.[LoanId] = l.[Id] AND p.[Account] = 'qardhReceivable'), 0) AS [Outstanding]
        FROM [Loan] l
        JOIN [Borrower] b ON b.[Id] = l.[BorrowerId]
        WHERE (b.[FullName] LIKE @Pattern ESCAPE '~' OR l.[Number] LIKE @Pattern ESCAPE '~'
                OR l.[ExternalRef] LIKE @Pattern ESCAPE '~' OR b.[Number] LIKE @Pattern ESCAPE '~'
                OR b.[Phone] = @Phone)
            {?OfficeId: AND l.[OfficeId] = @OfficeId}
        ORDER BY l.[Id] DESC
        {limit}
        """
    );

    private static readonly Sql<Asked, ApplicationRow> Applications = new(
        """
        SELECT a.[Id], b.[FullName] AS [BorrowerName], a.[Principal], a.[Status], a.[AppliedOn]
        FROM [LoanApplication] a
        JOIN [Borrower] b ON b.[Id] = a.[BorrowerId]
        WHERE a.[Status] <> 'approved' AND (b.[FullName] LIKE @Pattern ESCAPE '~'
                OR b.[Number] LIKE @Pattern ESCAPE '~' OR b.[Phone] = @Phone)
            {?OfficeId: AND a.[OfficeId] = @OfficeId}
        ORDER BY a.[Id] DESC
        {limit}
        """
    );

    private static readonly Sql<AskedNumber, NumberRow> Numbered = new(
        """
        SELECT d.[Series], d.[SubjectId] FROM [DocumentNumber] d
        WHERE d.[Number] = @Number
            {?OfficeId: AND d.[OfficeId] = @OfficeId}
        """
    );

    /// <inheritdoc/>
    public async Task<Result<FoundThings>> Handle(FindAnything request, CancellationToken cancellationToken)
    {
        var typed = request.Q?.Trim() ?? "";
        if (typed.Length < FindAnything.Shortest)
        {
            return Nothing;
        }

        var asked = new Asked
        {
            Take = Most,
            OfficeId = context.Caller!.OfficeId,
            Pattern = Search.Pattern(typed)!,
            // No phone is a dash.
            Phone = PhoneNumber.TryParse(typed, out var phone) ? phone.Value : "-",
        };
        var borrowers = await db.Query(Borrowers, asked, cancellationToken);
        var groups = await db.Query(Groups, new AskedGroups(Most, asked.OfficeId, asked.Pattern), cancellationToken);
        var loans = await db.Query(Loans, asked, cancellationToken);
        var applications = await db.Query(Applications, asked, cancellationToken);
        // Whoever holds a receipt or a line of the journal types its number; no name has a dash and a digit.
        var numbered =
            typed.Contains('-', StringComparison.Ordinal) && typed.Any(char.IsDigit)
                ? await db.Query(Numbered, new AskedNumber(asked.OfficeId, typed.ToUpperInvariant()), cancellationToken)
                : [];
        return new FoundThings
        {
            Borrowers = [.. borrowers.Select(row => row.ToFound())],
            Groups = [.. groups.Select(row => new FoundGroup(row.Id, row.Code, row.Name))],
            Loans = [.. loans.Select(row => row.ToFound())],
            Applications = [.. applications.Select(row => row.ToFound())],
            Exact = Exact(
                typed,
                [
                    .. loans.Select(row => ($"/loans/{row.Id}", row.Number)),
                    .. loans.Select(row => ($"/loans/{row.Id}", row.ExternalRef)),
                    .. borrowers.Select(row => ($"/borrowers/{row.Id}", row.Number)),
                    .. borrowers.Select(row => ($"/borrowers/{row.Id}", row.ExternalRef)),
                    .. borrowers.Where(row => row.Phone == asked.Phone).Select(row => ($"/borrowers/{row.Id}", typed)),
                    .. groups.Select(row => ($"/groups/{row.Id}", row.Code)),
                    .. numbered.Select(row => (row.Address, typed)),
                ]
            ),
        };
    }

    // A number that two things share leads to neither.
    private static string? Exact(string typed, IEnumerable<(string Address, string? Number)> found) =>
        found
            .Where(one => string.Equals(one.Number, typed, StringComparison.OrdinalIgnoreCase))
            .Select(one => one.Address)
            .Distinct()
            .ToList()
            is [var only]
            ? only
            : null;

    private sealed record AskedNumber(string? OfficeId, string Number);

    private sealed record AskedGroups(int Take, string? OfficeId, string Pattern);

    private sealed record Asked
    {
        public required int Take { get; init; }
        public required string? OfficeId { get; init; }
        public required string Pattern { get; init; }
        public required string Phone { get; init; }
    }

    private sealed class NumberRow
    {
        public string Series { get; init; } = "";
        public string SubjectId { get; init; } = "";

        public string Address =>
            EnumText.Parse<DocumentSeries>(Series) switch
            {
                DocumentSeries.Borrower => $"/borrowers/{SubjectId}",
                DocumentSeries.Loan or DocumentSeries.Akad => $"/loans/{SubjectId}",
                _ => $"/transactions/{SubjectId}",
            };
    }

    private sealed class BorrowerRow
    {
        public string Id { get; init; } = "";
        public string Number { get; init; } = "";
        public string? ExternalRef { get; init; }
        public string FullName { get; init; } = "";
        public string? Phone { get; init; }
        public string? BusinessName { get; init; }
        public string? GroupName { get; init; }

        public FoundBorrower ToFound() =>
            new()
            {
                Id = Id,
                Number = Number,
                FullName = FullName,
                Business = BusinessName,
                GroupName = GroupName,
            };
    }

    private sealed class GroupRow
    {
        public string Id { get; init; } = "";
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";
    }

    private sealed class LoanRow
    {
        public string Id { get; init; } = "";
        public string Number { get; init; } = "";
        public string? ExternalRef { get; init; }
        public string BorrowerName { get; init; } = "";
        public Rupiah Principal { get; init; }
        public Rupiah Outstanding { get; init; }

        public FoundLoan ToFound() =>
            new()
            {
                Id = Id,
                Number = Number,
                BorrowerName = BorrowerName,
                Principal = Principal,
                Outstanding = Outstanding,
            };
    }

    private sealed class ApplicationRow
    {
        public string Id { get; init; } = "";
        public string BorrowerName { get; init; } = "";
        public Rupiah Principal { get; init; }
        public string Status { get; init; } = "";
        public DateOnly AppliedOn { get; init; }

        public FoundApplication ToFound() =>
            new()
            {
                Id = Id,
                BorrowerName = BorrowerName,
                Principal = Principal,
                Status = EnumText.Parse<ApplicationStatus>(Status),
                AppliedOn = AppliedOn,
            };
    }
}
