using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Loans.DisburseLoan;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Loans.GetSchedule;

/// <summary>A loan's schedule as it stands, or stood, on a day, with what each instalment has received.</summary>
[AllowedToStaff]
public sealed record GetSchedule : IQuery<LoanScheduleView>, IApiEndpoint
{
    /// <summary>The loan.</summary>
    public required string LoanId { get; init; }

    /// <summary>The day; today when left out.</summary>
    public DateOnly? AsOf { get; init; }

    Subject IRead.Subject => Subject.Loan(LoanId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetSchedule, LoanScheduleView>(
            "/loans/{id}/schedule",
            (string id, DateOnly? asOf) => new GetSchedule { LoanId = id, AsOf = asOf }
        );
}

/// <summary>A version of a loan's schedule.</summary>
/// <param name="Version">Counts from 1; 0 is the plan of a loan not yet paid out, as if it were today.</param>
/// <param name="Rows">The instalments.</param>
/// <param name="Total">Rupiah; what this version began with.</param>
public sealed record LoanScheduleView(int Version, IReadOnlyList<LoanScheduleRow> Rows, Rupiah Total);

/// <summary>An instalment and how it stands.</summary>
public sealed record LoanScheduleRow
{
    /// <summary>Counts from 1.</summary>
    public required int No { get; init; }

    /// <summary>When it is due.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>Rupiah.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>What it has received, rupiah.</summary>
    public required Rupiah Paid { get; init; }

    /// <summary>What is left to pay of it, rupiah; nothing once it is forgiven.</summary>
    public required Rupiah Outstanding { get; init; }

    /// <summary>How it stands.</summary>
    public required InstalmentStatus Status { get; init; }
}

/// <summary>Lays what is repaid over what is due.</summary>
public sealed class GetScheduleHandler(LoanBook loans, ScheduleBook book, LoanSchedules schedules, OfficeDates dates)
    : IRequestHandler<GetSchedule, Result<LoanScheduleView>>
{
    /// <inheritdoc/>
    public async Task<Result<LoanScheduleView>> Handle(GetSchedule request, CancellationToken cancellationToken)
    {
        var loan = (await loans.Find(request.LoanId, cancellationToken))!;
        var today = await dates.Today(loan.Row.OfficeId, cancellationToken);
        var asOf = request.AsOf ?? today;
        var balance = loan.History.BalanceOn(asOf);
        if (!balance.Disbursed.IsZero && await book.InForceOn(request.LoanId, asOf, cancellationToken) is { } inForce)
        {
            var standing = inForce.Standing(balance.Repaid, asOf);
            return View(inForce.Version, balance.Forgiven.IsPositive ? standing.Forgiven() : standing);
        }

        var disbursedOn = loan.History.DisbursedOn ?? loan.Row.EarliestDisbursement(today);
        var planned = await schedules.Build(loan.Row, disbursedOn, cancellationToken);
        return planned.Then<LoanScheduleView>(schedule =>
            View(0, Standing.Of(schedule.Instalments, Rupiah.Zero, disbursedOn))
        );
    }

    private static LoanScheduleView View(int version, Standing standing) =>
        new(
            version,
            [
                .. standing.Rows.Select(row => new LoanScheduleRow
                {
                    No = row.Instalment.No,
                    DueOn = row.Instalment.DueOn,
                    Amount = row.Instalment.Amount,
                    Paid = row.Paid,
                    Outstanding = row.Outstanding,
                    Status = row.Status,
                }),
            ],
            standing.Rows.Sum(row => row.Instalment.Amount)
        );
}
