using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Approvals.ListApprovals;
using Baznas.Bmd.Web.Features.Borrowers;
using Baznas.Bmd.Web.Features.Products;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Applications.GetDecisionFile;

/// <summary>All that a decision about an application rests on: the person, the product, the fund, and earlier loans.</summary>
/// <param name="ApplicationId">The application.</param>
[AllowedToStaff]
public sealed record GetDecisionFile(string ApplicationId) : IQuery<DecisionFile>, IApiEndpoint
{
    Subject IRead.Subject => Subject.Application(ApplicationId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetDecisionFile, DecisionFile>(
            "/applications/{id}/decision-file",
            (string id) => new GetDecisionFile(id)
        );
}

/// <summary>An application with all that concerns its decision.</summary>
public sealed record DecisionFile
{
    /// <summary>The application, with its survey and decisions.</summary>
    public required ApplicationView Application { get; init; }

    /// <summary>Who asks.</summary>
    public required BorrowerView Borrower { get; init; }

    /// <summary>Under which product, in which version.</summary>
    public required ProductView Product { get; init; }

    /// <summary>The fund, and how much is left in it.</summary>
    public required FundStanding Fund { get; init; }

    /// <summary>The borrower's other loans, the newest first.</summary>
    public required IReadOnlyList<PastLoan> PastLoans { get; init; }

    /// <summary>What was decided in the present round, the oldest first.</summary>
    public required IReadOnlyList<DecisionView> Decisions { get; init; }

    /// <summary>Why the caller can't approve what is proposed; null when they can.</summary>
    public required DecisionRefusal? Refusal { get; init; }
}

/// <summary>What a fund holds, and what of it is promised.</summary>
public sealed record FundStanding
{
    /// <summary>The fund.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What the money is in sharia.</summary>
    public required FundKind Kind { get; init; }

    /// <summary>In the cash box and the bank, rupiah.</summary>
    public required Rupiah Available { get; init; }

    /// <summary>Granted and not yet paid out, rupiah.</summary>
    public required Rupiah Promised { get; init; }

    /// <summary>What is left when every promise is kept, rupiah; below zero when it does not suffice.</summary>
    public required Rupiah Left { get; init; }
}

/// <summary>An earlier loan and how it was paid.</summary>
public sealed record PastLoan
{
    /// <summary>The loan.</summary>
    public required string Id { get; init; }

    /// <summary>Its number.</summary>
    public required string Number { get; init; }

    /// <summary>Rupiah.</summary>
    public required Rupiah Principal { get; init; }

    /// <summary>When it was granted.</summary>
    public required DateOnly ApprovedOn { get; init; }

    /// <summary>How far it has come.</summary>
    public required LoanStatus Status { get; init; }

    /// <summary>What is owed of it, on the books and off them, rupiah.</summary>
    public required Rupiah StillOwed { get; init; }

    /// <summary>How the instalments of its newest schedule were paid.</summary>
    public required Punctuality Punctuality { get; init; }
}

/// <summary>Reads it.</summary>
public sealed class GetDecisionFileHandler(
    Db db,
    CallContext context,
    ApplicationBook applications,
    BorrowerBook borrowers,
    ProductBook products,
    PastLoans pastLoans
) : IRequestHandler<GetDecisionFile, Result<DecisionFile>>
{
    private static readonly Sql<IdParameter, FundRow> Fund = new(
        $"""
        SELECT f.[Id], f.[Name], f.[Kind],
            COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p
                WHERE p.[OfficeId] = f.[OfficeId] AND p.[Account] IN ('cash', 'bank') AND p.[FundId] = f.[Id]), 0)
                AS [Available],
            COALESCE((SELECT SUM(l.[Principal]) FROM [Loan] l
                WHERE l.[OfficeId] = f.[OfficeId] AND l.[FundId] = f.[Id]
                    AND NOT EXISTS (SELECT 1 FROM [LoanTranche] t WHERE t.[LoanId] = l.[Id])
                    AND NOT EXISTS (SELECT 1 FROM [LoanCancellation] c WHERE c.[LoanId] = l.[Id])
                    AND COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p WHERE p.[LoanId] = l.[Id]
                        AND p.[Account] = 'qardhReceivable' AND p.[Kind] = 'disbursement'), 0) = 0), 0)
                AS [PromisedInOne],
            COALESCE((SELECT SUM(t.[Amount]) FROM [Loan] l
                JOIN [LoanTranche] t ON t.[LoanId] = l.[Id]
                WHERE l.[OfficeId] = f.[OfficeId] AND l.[FundId] = f.[Id]
                    AND NOT EXISTS (SELECT 1 FROM [LoanCancellation] c WHERE c.[LoanId] = l.[Id])
                    AND {Loans.TrancheBook.IsOpen}
                    AND COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p WHERE p.[LoanId] = l.[Id]
                        AND p.[Account] = 'qardhReceivable' AND p.[Kind] IN ('writeOff', 'forgiveness')), 0) = 0), 0)
                AS [PromisedInTranches]
        FROM [Fund] f WHERE f.[Id] = @Id
        """
    );

    /// <inheritdoc/>
    public async Task<Result<DecisionFile>> Handle(GetDecisionFile request, CancellationToken cancellationToken)
    {
        var (application, round) = (await applications.Find(request.ApplicationId, cancellationToken))!.Value;
        var fund = (await db.Find(Fund, new IdParameter(application.FundId), cancellationToken))!;
        var decided = application.Decisions!.Where(decision => decision.Round == round).ToList();
        return new DecisionFile
        {
            Application = application,
            Borrower = (await borrowers.Find(application.BorrowerId, cancellationToken))!,
            Product = await products.Of(application.ProductId, application.ProductVersion, cancellationToken),
            Fund = fund.ToStanding(),
            PastLoans = await pastLoans.Of(application, cancellationToken),
            Decisions = decided,
            Refusal = DecisionRefusal.Of(Refuses(application, decided)),
        };
    }

    private Error? Refuses(ApplicationView application, List<DecisionView> decided)
    {
        var caller = context.Caller!;
        return ApplicationBook.RefusesUnless(application, ApplicationStatus.Surveyed)
            ?? ApplicationErrors.RefusesApprover(
                caller,
                decided.LastOrDefault()?.Principal ?? application.Principal,
                (application.SubmittedBy == caller.UserId, decided.Any(decision => decision.DecidedBy == caller.UserId))
            );
    }

    private sealed class FundRow
    {
        public string Id { get; init; } = "";
        public string Name { get; init; } = "";
        public string Kind { get; init; } = "";
        public Rupiah Available { get; init; }
        public Rupiah PromisedInOne { get; init; }
        public Rupiah PromisedInTranches { get; init; }

        public FundStanding ToStanding() =>
            new()
            {
                Id = Id,
                Name = Name,
                Kind = EnumText.Parse<FundKind>(Kind),
                Available = Available,
                Promised = PromisedInOne + PromisedInTranches,
                Left = Available - PromisedInOne - PromisedInTranches,
            };
    }
}
