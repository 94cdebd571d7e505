using Baznas.Bmd.Domain.Money;

namespace Baznas.Bmd.Domain.Schedules;

/// <summary>
/// What a schedule is built from. There is no rate, margin or fee: qardh is repaid as it was lent
/// (DSN-MUI 19/IV/2001).
/// </summary>
public sealed record ScheduleTerms
{
    /// <summary>The most instalments a schedule may have.</summary>
    public const int MaxInstallments = 1200;

    /// <summary>The most units one period may have.</summary>
    public const int MaxEvery = 366;

    /// <summary>What is lent, and so exactly what the instalments sum to.</summary>
    public required Rupiah Principal { get; init; }

    /// <summary>How many instalments, 1 to <see cref="MaxInstallments"/>.</summary>
    public required int Installments { get; init; }

    /// <summary>What <see cref="Every"/> counts.</summary>
    public required PeriodUnit Unit { get; init; }

    /// <summary>Units between two instalments, 1 to <see cref="MaxEvery"/>.</summary>
    public required int Every { get; init; }

    /// <summary>Instalments are whole multiples of this where they can be; at least Rp1.</summary>
    public required Rupiah RoundingMultiple { get; init; }

    /// <inheritdoc cref="Schedules.RoundingMode"/>
    public required RoundingMode RoundingMode { get; init; }

    /// <summary>The day the money is paid out.</summary>
    public required DateOnly DisbursedOn { get; init; }

    /// <summary>The first instalment's own date, after the disbursement; null for one period after it.</summary>
    public DateOnly? FirstDueOn { get; init; }

    /// <summary>The time between two instalments.</summary>
    public Period Period => new(Unit, Every);
}
