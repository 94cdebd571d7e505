using Baznas.Bmd.Domain.Borrowers;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Personal;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Borrowers.ListBorrowers;

/// <summary>The borrowers of the caller's offices; consents stand only in the single borrower.</summary>
[AllowedToStaff]
public sealed record ListBorrowers : IQuery<Page<BorrowerView>>, IApiEndpoint
{
    /// <summary>Rows on the page.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page starts.</summary>
    public string? Cursor { get; init; }

    /// <summary>Part of a name, a number, a phone number, or a whole NIK.</summary>
    public string? Q { get; init; }

    /// <summary>The number in an older system.</summary>
    public string? ExternalRef { get; init; }

    /// <summary>Only who lives in this village, by its Kemendagri code.</summary>
    public string? VillageCode { get; init; }

    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListBorrowers, Page<BorrowerView>>(
            "/borrowers",
            ([AsParameters] BorrowerFilter filter) => filter.ToQuery()
        );
}

/// <summary>The query string of the list.</summary>
public sealed record BorrowerFilter
{
#pragma warning disable CS1591 // As in the query.
    public int? Limit { get; init; }
    public string? Cursor { get; init; }
    public string? Q { get; init; }
    public string? ExternalRef { get; init; }
    public string? VillageCode { get; init; }
#pragma warning restore CS1591

    /// <summary>What is asked for.</summary>
    public ListBorrowers ToQuery() =>
        new()
        {
            Limit = Limit,
            Cursor = Cursor,
            Q = Q,
            ExternalRef = ExternalRef,
            VillageCode = VillageCode,
        };
}

/// <summary>Reads one page.</summary>
public sealed class ListBorrowersHandler(Db db, CallContext context, PersonalData personal)
    : IRequestHandler<ListBorrowers, Result<Page<BorrowerView>>>
{
    private static readonly Sql<Filter, BorrowerRow> List = new(
        $$"""
        {{BorrowerBook.Select}}
        WHERE 1 = 1
            {?OfficeId: AND b.[OfficeId] = @OfficeId}
            {?Before: AND b.[Id] < @Before}
            {?ExternalRef: AND b.[ExternalRef] = @ExternalRef}
            {?NikIndex: AND b.[NikIndex] = @NikIndex}
            {?VillageCode: AND b.[VillageCode] = @VillageCode}
            {?Phone: AND b.[Phone] = @Phone}
            {?Pattern: AND (b.[FullName] LIKE @Pattern ESCAPE '~' OR b.[Number] LIKE @Pattern ESCAPE '~'
                OR b.[ExternalRef] LIKE @Pattern ESCAPE '~' OR b.[BusinessName] LIKE @Pattern ESCAPE '~')}
        ORDER BY b.[Id] DESC
        {limit}
        """
    );

    /// <inheritdoc/>
    public async Task<Result<Page<BorrowerView>>> Handle(ListBorrowers request, CancellationToken cancellationToken)
    {
        var asked = PageRequest.Of(request.Limit, request.Cursor);
        if (asked.IsRefused(out var error))
        {
            return error;
        }

        var q = request.Q?.Trim();
        var nik = Nik.TryParse(q, out var parsed) ? personal.IndexOf(parsed) : null;
        var phone = nik is null && PhoneNumber.TryParse(q, out var number) ? number.Value : null;
        var filter = new Filter
        {
            Take = asked.Value.Take,
            Before = asked.Value.Before,
            OfficeId = context.Caller!.OfficeId,
            ExternalRef = request.ExternalRef,
            NikIndex = nik,
            VillageCode = request.VillageCode,
            Phone = phone,
            Pattern = nik is null && phone is null ? Search.Pattern(q) : null,
        };
        var rows = await db.Query(List, filter, cancellationToken);
        return asked.Value.Fill([.. rows.Select(row => row.ToView())], view => view.Id);
    }

    private sealed record Filter
    {
        public required int Take { get; init; }
        public required string? Before { get; init; }
        public required string? OfficeId { get; init; }
        public required string? ExternalRef { get; init; }
        public required string? NikIndex { get; init; }
        public required string? VillageCode { get; init; }
        public required string? Phone { get; init; }
        public required string? Pattern { get; init; }
    }
}
