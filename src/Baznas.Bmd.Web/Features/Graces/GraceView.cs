using Baznas.Bmd.Web.Features.Loans;

namespace Baznas.Bmd.Web.Features.Graces;

/// <summary>A grace that was granted, and what it moved.</summary>
public sealed record GraceView
{
    /// <summary>The grace.</summary>
    public required string Id { get; init; }

    /// <summary>The office.</summary>
    public required string OfficeId { get; init; }

    /// <summary>Instalments due after this day moved.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>By how many whole periods.</summary>
    public required int Periods { get; init; }

    /// <summary>The first instalment that could move; null for all due after the day.</summary>
    public required int? FromNo { get; init; }

    /// <summary>Why.</summary>
    public required GraceCause Cause { get; init; }

    /// <summary>The reason, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>The loans whose instalments moved.</summary>
    public required IReadOnlyList<GracedLoan> Loans { get; init; }

    /// <summary>The loans whose instalments could not move.</summary>
    public required IReadOnlyList<SkippedLoan> Skipped { get; init; }
}

/// <summary>What a grace would move.</summary>
public sealed record GracePreview
{
    /// <summary>Instalments due after this day would move.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>By how many whole periods.</summary>
    public required int Periods { get; init; }

    /// <summary>The loans whose instalments would move.</summary>
    public required IReadOnlyList<GracedLoan> Loans { get; init; }

    /// <summary>The loans whose instalments could not move.</summary>
    public required IReadOnlyList<SkippedLoan> Skipped { get; init; }
}

/// <summary>A loan whose instalments wait.</summary>
public sealed record GracedLoan
{
    /// <summary>The loan.</summary>
    public required string LoanId { get; init; }

    /// <summary>Its number.</summary>
    public required string Number { get; init; }

    /// <summary>The version of its schedule with the new dates.</summary>
    public required int Version { get; init; }

    /// <summary>The instalments that move.</summary>
    public required IReadOnlyList<GracedInstalment> Rows { get; init; }

    /// <summary>As the API shows it.</summary>
    public static GracedLoan Of(MovedLoan moved) =>
        new()
        {
            LoanId = moved.Loan.LoanId,
            Number = moved.Loan.Number,
            Version = moved.Loan.Version + 1,
            Rows =
            [
                .. moved.Changes.Select(row => new GracedInstalment
                {
                    No = row.After.No,
                    DueOn = row.After.DueOn,
                    PreviousDueOn = row.Before.DueOn,
                    Amount = row.After.Amount,
                }),
            ],
        };
}

/// <summary>An instalment that waits.</summary>
public sealed record GracedInstalment
{
    /// <summary>Its number.</summary>
    public required int No { get; init; }

    /// <summary>When it is due now.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>When it was due.</summary>
    public required DateOnly PreviousDueOn { get; init; }

    /// <summary>Rupiah; as before.</summary>
    public required Rupiah Amount { get; init; }
}

/// <summary>A loan that a grace leaves as it is.</summary>
/// <param name="LoanId">The loan.</param>
/// <param name="Number">Its number.</param>
/// <param name="Code">Why: the code of the refusal.</param>
public sealed record SkippedLoan(string LoanId, string Number, string Code);
