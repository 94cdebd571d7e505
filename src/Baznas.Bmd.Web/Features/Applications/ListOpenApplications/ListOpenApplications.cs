using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Applications.ListOpenApplications;

/// <summary>The applications on which something is still to be done before the money is paid out, oldest first.</summary>
[AllowedToStaff]
public sealed record ListOpenApplications : IQuery<Page<OpenApplication>>, IApiEndpoint
{
    /// <summary>Only those that the caller wrote or handed in.</summary>
    public bool Mine { get; init; }

    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListOpenApplications, Page<OpenApplication>>(
            "/applications/open",
            (bool? mine) => new ListOpenApplications { Mine = mine ?? false }
        );
}

/// <summary>What an application waits for.</summary>
public enum OpenStep
{
    /// <summary>An approver sent it back: its officer mends it and hands it in again.</summary>
    Mend,

    /// <summary>It was begun: its officer hands it in.</summary>
    Submit,

    /// <summary>An officer visits the home and the business.</summary>
    Survey,

    /// <summary>An approver decides.</summary>
    Decide,

    /// <summary>The akad is signed.</summary>
    Sign,

    /// <summary>The cashier pays it out.</summary>
    Disburse,
}

/// <summary>An application on its way.</summary>
public sealed record OpenApplication
{
    /// <summary>The application.</summary>
    public required string Id { get; init; }

    /// <summary>What it waits for.</summary>
    public required OpenStep Step { get; init; }

    /// <summary>Who asks.</summary>
    public required string BorrowerId { get; init; }

    /// <summary>Their name.</summary>
    public required string BorrowerName { get; init; }

    /// <summary>How much, rupiah; what was granted once it is.</summary>
    public required Rupiah Principal { get; init; }

    /// <summary>When it was asked.</summary>
    public required DateOnly AppliedOn { get; init; }

    /// <summary>The loan it became.</summary>
    public required string? LoanId { get; init; }

    /// <summary>Why it was sent back.</summary>
    public required string? ReturnNote { get; init; }
}

/// <summary>Reads them in one statement.</summary>
public sealed class ListOpenApplicationsHandler(Db db, CallContext context)
    : IRequestHandler<ListOpenApplications, Result<Page<OpenApplication>>>
{
    private const int Most = 500;

    private static readonly Sql<Filter, Row> List = new(
        """
        SELECT a.[Id], a.[Status], a.[Round], a.[BorrowerId], b.[FullName] AS [BorrowerName],
            COALESCE(l.[Principal], a.[Principal]) AS [Principal], a.[AppliedOn], l.[Id] AS [LoanId],
            CASE WHEN k.[LoanId] IS NULL THEN 0 ELSE 1 END AS [Signed],
            (SELECT MAX(d.[Note]) FROM [Decision] d WHERE d.[ApplicationId] = a.[Id] AND d.[Round] = a.[Round] - 1
                AND d.[Decision] = 'return') AS [ReturnNote]
        FROM [LoanApplication] a
        JOIN [Borrower] b ON b.[Id] = a.[BorrowerId]
        LEFT JOIN [Loan] l ON l.[ApplicationId] = a.[Id]
        LEFT JOIN [Akad] k ON k.[LoanId] = l.[Id]
        WHERE 1 = 1
            {?OfficeId: AND a.[OfficeId] = @OfficeId}
            {?UserId: AND (a.[DraftedBy] = @UserId OR a.[SubmittedBy] = @UserId)}
            AND (a.[Status] IN ('draft', 'submitted', 'surveyed')
                OR (a.[Status] = 'approved' AND COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p
                    WHERE p.[LoanId] = l.[Id] AND p.[Account] = 'qardhReceivable' AND p.[Kind] = 'disbursement'), 0) = 0))
        ORDER BY a.[AppliedOn], a.[Id]
        {limit}
        """
    );

    /// <inheritdoc/>
    public async Task<Result<Page<OpenApplication>>> Handle(
        ListOpenApplications request,
        CancellationToken cancellationToken
    )
    {
        var filter = new Filter
        {
            Take = Most,
            OfficeId = context.Caller!.OfficeId,
            UserId = request.Mine ? context.Caller.UserId : null,
        };
        var rows = await db.Query(List, filter, cancellationToken);
        return new Page<OpenApplication> { Items = [.. rows.Select(row => row.ToItem())] };
    }

    private sealed record Filter
    {
        public required int Take { get; init; }
        public required string? OfficeId { get; init; }
        public required string? UserId { get; init; }
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string Status { get; init; } = "";
        public int Round { get; init; }
        public string BorrowerId { get; init; } = "";
        public string BorrowerName { get; init; } = "";
        public Rupiah Principal { get; init; }
        public DateOnly AppliedOn { get; init; }
        public string? LoanId { get; init; }
        public bool Signed { get; init; }
        public string? ReturnNote { get; init; }

        public OpenApplication ToItem() =>
            new()
            {
                Id = Id,
                Step = Step,
                BorrowerId = BorrowerId,
                BorrowerName = BorrowerName,
                Principal = Principal,
                AppliedOn = AppliedOn,
                LoanId = LoanId,
                ReturnNote = Step == OpenStep.Mend ? ReturnNote : null,
            };

        private OpenStep Step =>
            EnumText.Parse<ApplicationStatus>(Status) switch
            {
                ApplicationStatus.Draft => Round > 1 ? OpenStep.Mend : OpenStep.Submit,
                ApplicationStatus.Submitted => OpenStep.Survey,
                ApplicationStatus.Surveyed => OpenStep.Decide,
                _ => Signed ? OpenStep.Disburse : OpenStep.Sign,
            };
    }
}
