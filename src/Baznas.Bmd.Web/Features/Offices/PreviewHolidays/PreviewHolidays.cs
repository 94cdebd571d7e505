using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Features.Loans.GetLoan;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Offices.PreviewHolidays;

/// <summary>Which instalments a new list of holidays would move; stores nothing.</summary>
[Allowed(Role.Admin)]
public sealed record PreviewHolidays : IQuery<HolidayPreview>, IHolidayList, IApiEndpoint
{
    /// <summary>The office.</summary>
    public required string OfficeId { get; init; }

    /// <summary>All its holidays, each day once.</summary>
    public required IReadOnlyList<HolidayView> Holidays { get; init; }

    Subject IRead.Subject => Subject.Office(OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.PostAction<PreviewHolidays, HolidayPreview>(
            "/offices/{id}/holidays/preview",
            (string id, List<HolidayView> body) => new PreviewHolidays { OfficeId = id, Holidays = body }
        );
}

/// <summary>What a new list of holidays would move.</summary>
/// <param name="Loans">The loans whose instalments would move.</param>
public sealed record HolidayPreview(IReadOnlyList<LoanMovedByHolidays> Loans);

/// <summary>A loan whose instalments would move.</summary>
public sealed record LoanMovedByHolidays
{
    /// <summary>The loan.</summary>
    public required string LoanId { get; init; }

    /// <summary>Its number.</summary>
    public required string Number { get; init; }

    /// <summary>Who owes it.</summary>
    public required BorrowerReference Borrower { get; init; }

    /// <summary>The instalments that would move.</summary>
    public required IReadOnlyList<InstalmentMovedByHolidays> Rows { get; init; }
}

/// <summary>An instalment that would move.</summary>
public sealed record InstalmentMovedByHolidays
{
    /// <summary>Its number.</summary>
    public required int No { get; init; }

    /// <summary>When it is due.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>When it would be due.</summary>
    public required DateOnly NewDueOn { get; init; }

    /// <summary>Rupiah; it stays.</summary>
    public required Rupiah Amount { get; init; }
}

/// <summary>What the fields may hold.</summary>
public sealed class PreviewHolidaysValidator : AbstractValidator<PreviewHolidays>
{
    /// <summary>The rules of any list of holidays.</summary>
    public PreviewHolidaysValidator() => Include(new HolidayListValidator());
}

/// <summary>Works it out.</summary>
public sealed class PreviewHolidaysHandler(OfficeDates dates, HolidayMoves moves)
    : IRequestHandler<PreviewHolidays, Result<HolidayPreview>>
{
    /// <inheritdoc/>
    public async Task<Result<HolidayPreview>> Handle(PreviewHolidays request, CancellationToken cancellationToken)
    {
        var today = await dates.Today(request.OfficeId, cancellationToken);
        var moved = await moves.Of(request.OfficeId, request.Holidays, today, cancellationToken);
        return new HolidayPreview([.. moved.Select(Loan)]);
    }

    private static LoanMovedByHolidays Loan(MovedLoan moved) =>
        new()
        {
            LoanId = moved.Loan.LoanId,
            Number = moved.Loan.Number,
            Borrower = moved.Loan.Borrower,
            Rows =
            [
                .. moved.Changes.Select(row => new InstalmentMovedByHolidays
                {
                    No = row.After.No,
                    DueOn = row.Before.DueOn,
                    NewDueOn = row.After.DueOn,
                    Amount = row.After.Amount,
                }),
            ],
        };
}
