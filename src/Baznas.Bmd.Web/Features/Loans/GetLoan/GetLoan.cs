using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Loans.GetLoan;

/// <summary>A loan as it stands, or stood, on a day.</summary>
[AllowedToStaff]
public sealed record GetLoan : IQuery<LoanView>, IApiEndpoint
{
    /// <summary>The loan.</summary>
    public required string Id { get; init; }

    /// <summary>The day; today when left out.</summary>
    public DateOnly? AsOf { get; init; }

    Subject IRead.Subject => Subject.Loan(Id);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetLoan, LoanView>("/loans/{id}", (string id, DateOnly? asOf) => new GetLoan { Id = id, AsOf = asOf });
}

/// <summary>A loan on a day.</summary>
public sealed record LoanView
{
    /// <summary>The loan.</summary>
    public required string Id { get; init; }

    /// <summary>Its office.</summary>
    public required string OfficeId { get; init; }

    /// <summary>Its number.</summary>
    public required string Number { get; init; }

    /// <summary>The number in an older system.</summary>
    public required string? ExternalRef { get; init; }

    /// <summary>The application it was granted on.</summary>
    public required string? ApplicationId { get; init; }

    /// <summary>Who owes it.</summary>
    public required BorrowerReference Borrower { get; init; }

    /// <summary>Under which product.</summary>
    public required ProductReference Product { get; init; }

    /// <summary>From which fund.</summary>
    public required FundReference Fund { get; init; }

    /// <summary>The day that everything below is true of.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>How far it has come.</summary>
    public required LoanStatus Status { get; init; }

    /// <summary>What was agreed, rupiah.</summary>
    public required Rupiah Principal { get; init; }

    /// <summary>In how many instalments.</summary>
    public required int Installments { get; init; }

    /// <summary>Paid out, rupiah.</summary>
    public required Rupiah Disbursed { get; init; }

    /// <summary>What can still be paid out of what was agreed, rupiah; cancelled tranches are not in it.</summary>
    public required Rupiah Undisbursed { get; init; }

    /// <summary>Paid back, rupiah.</summary>
    public required Rupiah Repaid { get; init; }

    /// <summary>Still owed on the books, rupiah.</summary>
    public required Rupiah Outstanding { get; init; }

    /// <summary>Taken off the books and still owed (hapus buku), rupiah; recoveries do not lower it.</summary>
    public required Rupiah WrittenOff { get; init; }

    /// <summary>Dropped and no longer owed (ibra'), rupiah.</summary>
    public required Rupiah Forgiven { get; init; }

    /// <summary>Received since on what was written off, rupiah.</summary>
    public required Rupiah Recovered { get; init; }

    /// <summary>What the borrower owes, on the books and off them, rupiah.</summary>
    public required Rupiah StillOwed { get; init; }

    /// <summary>Age in days of the oldest instalment not fully paid; 0 when nothing is late.</summary>
    public required int DaysPastDue { get; init; }

    /// <summary>The quality class.</summary>
    public required CollectibilityClass Collectibility { get; init; }

    /// <summary>Whether the schedule was changed because of hardship.</summary>
    public required bool Restructured { get; init; }

    /// <summary>The oldest instalment not fully paid, with what is left of it.</summary>
    public required NextDue? NextDue { get; init; }

    /// <summary>When it was granted.</summary>
    public required DateOnly ApprovedOn { get; init; }

    /// <summary>When the akad was signed.</summary>
    public required DateOnly? SignedOn { get; init; }

    /// <summary>The akad's number.</summary>
    public required string? AkadNumber { get; init; }

    /// <summary>When the money was paid out.</summary>
    public required DateOnly? DisbursedOn { get; init; }

    /// <summary>When the last of it was paid back.</summary>
    public required DateOnly? ClosedOn { get; init; }
}

/// <summary>A borrower, by name.</summary>
/// <param name="Id">The borrower.</param>
/// <param name="Number">Their number.</param>
/// <param name="FullName">Their name.</param>
public sealed record BorrowerReference(string Id, string Number, string FullName);

/// <summary>A product's version, by name.</summary>
public sealed record ProductReference
{
    /// <summary>The product.</summary>
    public required string Id { get; init; }

    /// <summary>Its mark.</summary>
    public required string Code { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The version the loan keeps.</summary>
    public required int Version { get; init; }
}

/// <summary>A fund, by name.</summary>
public sealed record FundReference
{
    /// <summary>The fund.</summary>
    public required string Id { get; init; }

    /// <summary>Its mark.</summary>
    public required string Code { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What the money is in sharia.</summary>
    public required FundKind Kind { get; init; }
}

/// <summary>Derives the loan's state from its ledger and schedule.</summary>
public sealed class GetLoanHandler(LoanBook loans, ScheduleBook schedules, TrancheBook tranches, OfficeDates dates)
    : IRequestHandler<GetLoan, Result<LoanView>>
{
    /// <inheritdoc/>
    public async Task<Result<LoanView>> Handle(GetLoan request, CancellationToken cancellationToken)
    {
        var loan = (await loans.Find(request.Id, cancellationToken))!;
        var asOf = request.AsOf ?? await dates.Today(loan.Row.OfficeId, cancellationToken);
        var balance = loan.History.BalanceOn(asOf);
        var schedule = await schedules.InForceOn(request.Id, asOf, cancellationToken);
        var standing = balance.Outstanding.IsPositive ? schedule?.Standing(balance.Repaid, asOf) : null;
        var daysPastDue = standing?.DaysPastDue ?? 0;
        var table = CollectibilityTable
            .Create(Json.Read<IReadOnlyList<CollectibilityBand>>(loan.Row.Collectibility))
            .Value;
        return View(loan, asOf) with
        {
            DaysPastDue = daysPastDue,
            Collectibility = table.Classify(daysPastDue),
            Restructured = await schedules.IsRestructuredOn(request.Id, asOf, cancellationToken),
            NextDue = standing?.NextDue,
            Undisbursed = loan.UndisbursedOn(asOf, await tranches.Of(request.Id, cancellationToken)),
        };
    }

    private static LoanView View(Loan loan, DateOnly asOf)
    {
        var (row, balance) = (loan.Row, loan.History.BalanceOn(asOf));
        return new LoanView
        {
            Id = row.Id,
            OfficeId = row.OfficeId,
            Number = row.Number,
            ExternalRef = row.ExternalRef,
            ApplicationId = row.ApplicationId,
            Borrower = new BorrowerReference(row.BorrowerId, row.BorrowerNumber, row.BorrowerName),
            Product = new ProductReference
            {
                Id = row.ProductId,
                Code = row.ProductCode,
                Name = row.ProductName,
                Version = row.ProductVersion,
            },
            Fund = new FundReference
            {
                Id = row.FundId,
                Code = row.FundCode,
                Name = row.FundName,
                Kind = EnumText.Parse<FundKind>(row.FundKind),
            },
            AsOf = asOf,
            Status = loan.StatusOn(asOf),
            Principal = row.Principal,
            Installments = row.Installments,
            Disbursed = balance.Disbursed,
            Undisbursed = Rupiah.Zero,
            Repaid = balance.Repaid,
            Outstanding = balance.Outstanding,
            WrittenOff = balance.WrittenOff,
            Forgiven = balance.Forgiven,
            Recovered = balance.Recovered,
            StillOwed = balance.StillOwed,
            DaysPastDue = 0,
            Collectibility = CollectibilityClass.Lancar,
            Restructured = false,
            NextDue = null,
            ApprovedOn = row.ApprovedOn,
            SignedOn = row.SignedOn,
            AkadNumber = row.AkadNumber,
            DisbursedOn = loan.History.DisbursedOn <= asOf ? loan.History.DisbursedOn : null,
            ClosedOn = loan.History.ClosedOn(asOf),
        };
    }
}
