using Baznas.Bmd.Domain.Calendars;
using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;
using FluentValidation;

namespace Baznas.Bmd.Web.Features.Products;

/// <summary>What a product allows, as an administrator writes it. There is no rate, margin or fee to write.</summary>
public record ProductTerms
{
    /// <summary>Short mark.</summary>
    public required string Code { get; init; }

    /// <summary>The name people read.</summary>
    public required string Name { get; init; }

    /// <summary>The smallest principal, rupiah.</summary>
    public required Rupiah MinPrincipal { get; init; }

    /// <summary>The largest principal, rupiah.</summary>
    public required Rupiah MaxPrincipal { get; init; }

    /// <summary>The fewest instalments.</summary>
    public required int MinInstallments { get; init; }

    /// <summary>The most instalments.</summary>
    public required int MaxInstallments { get; init; }

    /// <summary>Days, weeks or months.</summary>
    public required PeriodUnit Unit { get; init; }

    /// <summary>How many of them lie between two instalments.</summary>
    public int Every { get; init; } = 1;

    /// <summary>Instalments are whole multiples of this, rupiah.</summary>
    public Rupiah RoundingMultiple { get; init; } = new(1);

    /// <summary>How the principal is divided.</summary>
    public RoundingMode RoundingMode { get; init; } = RoundingMode.Spread;

    /// <summary>Where a due date on a day off goes; left out for the office's rule.</summary>
    public NonWorkingDayRule? NonWorkingDayRule { get; init; }

    /// <summary>The kinds of funds it may be lent from.</summary>
    public required IReadOnlyList<FundKind> FundKinds { get; init; }

    /// <summary>How many loans of any product a borrower may have at a time to be granted this one.</summary>
    public int MaxActiveLoans { get; init; } = 1;

    /// <summary>How many approvers each amount needs.</summary>
    public required IReadOnlyList<ApprovalTier> Approvals { get; init; }

    /// <summary>How the tranches after the first are approved, of a loan that is paid out in several.</summary>
    public TrancheApproval TrancheApproval { get; init; } = TrancheApproval.Plan;

    /// <summary>Whether only members of a group may have it.</summary>
    public bool RequiresGroup { get; init; }

    /// <summary>The approval rule.</summary>
    internal ApprovalPolicy Policy => ApprovalPolicy.Create(Approvals).Value;

    /// <summary>The terms of a schedule of this product.</summary>
    internal ScheduleTerms Schedule(Rupiah principal, int installments, DateOnly disbursedOn, DateOnly? firstDueOn) =>
        new()
        {
            Principal = principal,
            Installments = installments,
            Unit = Unit,
            Every = Every,
            RoundingMultiple = RoundingMultiple,
            RoundingMode = RoundingMode,
            DisbursedOn = disbursedOn,
            FirstDueOn = firstDueOn,
        };

    /// <summary>Refuses an amount or a count that the product does not allow.</summary>
    internal Error? Refuses(Rupiah principal, int installments)
    {
        if (principal < MinPrincipal || principal > MaxPrincipal)
        {
            return Error.Conflict("product.principal_out_of_range", MinPrincipal, MaxPrincipal) with
            {
                Field = "principal",
            };
        }

        return installments < MinInstallments || installments > MaxInstallments
            ? Error.Conflict("product.installments_out_of_range", MinInstallments, MaxInstallments) with
            {
                Field = "installments",
            }
            : null;
    }
}

/// <summary>What the fields of a product may hold.</summary>
public sealed class ProductTermsValidator : AbstractValidator<ProductTerms>
{
    /// <summary>The rules.</summary>
    public ProductTermsValidator()
    {
        RuleFor(p => p.Code).Code();
        RuleFor(p => p.Name).Text(200);
        RuleFor(p => p.MinPrincipal).Amount();
        RuleFor(p => p.MaxPrincipal).Amount();
        RuleFor(p => p.MaxPrincipal)
            .Must((p, most) => most >= p.MinPrincipal)
            .WithMessage(_ => Messages.Text("field.max_below_min"));
        RuleFor(p => p.MinInstallments).Between(1, ScheduleTerms.MaxInstallments);
        RuleFor(p => p.MaxInstallments).Between(1, ScheduleTerms.MaxInstallments);
        RuleFor(p => p.MaxInstallments)
            .Must((p, most) => most >= p.MinInstallments)
            .WithMessage(_ => Messages.Text("field.max_below_min"));
        RuleFor(p => p.Every).Between(1, ScheduleTerms.MaxEvery);
        RuleFor(p => p.RoundingMultiple).Amount();
        RuleFor(p => p.FundKinds).List(1, 5);
        RuleFor(p => p.MaxActiveLoans).Between(1, 100);
        RuleFor(p => p.Approvals).List(1, 20);
        RuleFor(p => p.Approvals)
            .Must((p, tiers) => tiers.Count == 0 || tiers[^1].UpTo >= p.MaxPrincipal)
            .WithMessage(_ => Messages.Text("field.approvals_cover"));
        RuleFor(p => p.Approvals)
            .Must(tiers => tiers.Count == 0 || !ApprovalPolicy.Create(tiers).IsRefused(out var _))
            .WithMessage(_ => Messages.Text("field.approvals_rising"));
    }
}
