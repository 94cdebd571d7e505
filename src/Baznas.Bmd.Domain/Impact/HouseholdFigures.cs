using Baznas.Bmd.Domain.Money;

namespace Baznas.Bmd.Domain.Impact;

/// <summary>
/// What a household answers to the five questions of the CIBEST model about its spiritual needs, each from 1 (not met at
/// all) to 5 (fully met). The model asks each member of a household; this survey asks once for the whole household.
/// </summary>
public sealed record SpiritualAnswers
{
    /// <summary>The lowest answer.</summary>
    public const int Least = 1;

    /// <summary>The highest answer.</summary>
    public const int Most = 5;

    /// <summary>Shalat.</summary>
    public required int Prayer { get; init; }

    /// <summary>Puasa.</summary>
    public required int Fasting { get; init; }

    /// <summary>Zakat and infak.</summary>
    public required int Zakat { get; init; }

    /// <summary>Lingkungan keluarga.</summary>
    public required int Family { get; init; }

    /// <summary>Kebijakan pemerintah: whether the place and its policies leave room for worship.</summary>
    public required int Policy { get; init; }
}

/// <summary>How a household and its business stand on the day of a survey.</summary>
public sealed record HouseholdFigures
{
    /// <summary>People in the household.</summary>
    public required int HouseholdSize { get; init; }

    /// <summary>Income of the household, rupiah a month.</summary>
    public required Rupiah MonthlyIncome { get; init; }

    /// <summary>Turnover of the business, rupiah a month.</summary>
    public required Rupiah MonthlyTurnover { get; init; }

    /// <summary>What household and business own, rupiah.</summary>
    public required Rupiah Assets { get; init; }

    /// <summary>People who work in the business for pay; null when not asked.</summary>
    public int? Employees { get; init; }

    /// <summary>The spiritual side.</summary>
    public required SpiritualAnswers Spiritual { get; init; }
}
