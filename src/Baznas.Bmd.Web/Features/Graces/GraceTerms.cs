using Baznas.Bmd.Web.Platform.Requests;
using FluentValidation;

namespace Baznas.Bmd.Web.Features.Graces;

/// <summary>Why instalments wait.</summary>
public enum GraceCause
{
    /// <summary>The borrower, or someone they care for, is ill.</summary>
    Illness,

    /// <summary>A flood.</summary>
    Flood,

    /// <summary>Another disaster.</summary>
    Disaster,

    /// <summary>A death in the family.</summary>
    Death,

    /// <summary>Something else, which the reason names.</summary>
    Other,
}

/// <summary>How far instalments move, from when on, and why.</summary>
public record GraceTerms
{
    /// <summary>Instalments due after this day move; today when left out.</summary>
    public DateOnly? EffectiveOn { get; init; }

    /// <summary>By how many whole periods of the loan.</summary>
    public required int Periods { get; init; }

    /// <summary>Why: illness, a flood, another disaster, a death in the family, or something else.</summary>
    public required GraceCause Cause { get; init; }

    /// <summary>The reason, in words.</summary>
    public required string Reason { get; init; }
}

/// <summary>What the fields may hold.</summary>
public sealed class GraceTermsValidator : AbstractValidator<GraceTerms>
{
    // A year of daily instalments.
    private const int MaxPeriods = 366;

    /// <summary>The rules.</summary>
    public GraceTermsValidator()
    {
        RuleFor(c => c.EffectiveOn).Date();
        RuleFor(c => c.Periods).Between(1, MaxPeriods);
        RuleFor(c => c.Reason).Text(1000);
    }
}
