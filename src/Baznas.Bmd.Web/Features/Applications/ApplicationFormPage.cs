using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Borrowers;
using Baznas.Bmd.Web.Features.Borrowers.GetBorrower;
using Baznas.Bmd.Web.Features.Funds;
using Baznas.Bmd.Web.Features.Funds.ListFunds;
using Baznas.Bmd.Web.Features.Products;
using Baznas.Bmd.Web.Features.Products.ListProducts;
using Baznas.Bmd.Web.Features.Schedules.PreviewSchedule;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Applications;

/// <summary>What a new application and an edited draft have in common: what can be chosen, and the schedule it makes.</summary>
public abstract class ApplicationFormPage : BmdPage
{
    /// <summary>The step that only shows the schedule, for who has no scripts.</summary>
    public const string Look = "look";

    /// <summary>More than an office offers.</summary>
    private const int Most = 100;

    /// <summary>Who asks.</summary>
    public BorrowerView? Borrower { get; protected set; }

    /// <summary>What can be asked for.</summary>
    public IReadOnlyList<ProductView> Products { get; private set; } = [];

    /// <summary>Where it can come from: the funds that some product is lent from.</summary>
    public IReadOnlyList<FundBalanceView> Funds { get; private set; } = [];

    /// <summary>What the page proposes.</summary>
    public TypedTerms Proposed { get; private set; } = new();

    /// <summary>What follows from what is filled in.</summary>
    public TermsPreview Preview { get; private set; } = new();

    /// <summary>The office's date.</summary>
    public DateOnly OfficeToday { get; private set; }

    /// <summary>Reads what the form needs.</summary>
    /// <param name="borrowerId">Who asks.</param>
    /// <param name="proposed">What is proposed; a product's own terms when null.</param>
    protected async Task Load(string borrowerId, TypedTerms? proposed)
    {
        Borrower = await Ask(new GetBorrower(borrowerId));
        OfficeToday = await Today(Borrower.OfficeId);
        Products =
        [
            .. (await Ask(new ListProducts { Limit = Most }))
                .Items.OrderBy(product => product.MinPrincipal)
                .ThenBy(product => product.Name),
        ];
        var kinds = Products.SelectMany(product => product.FundKinds).ToHashSet();
        Funds =
        [
            .. (await Ask(new ListFunds { Limit = Most })).Items.Where(fund =>
                fund.OfficeId == Borrower.OfficeId && kinds.Contains(fund.Kind)
            ),
        ];
        Proposed = proposed ?? TypedTerms.Of(Products, Funds, Borrower);
        Preview = await PreviewOf(TypedTerms.From(HttpContext.Request) ?? Proposed);
    }

    /// <summary>The schedule that terms would make if they were paid out today, or why they make none.</summary>
    protected async Task<TermsPreview> PreviewOf(TypedTerms terms)
    {
        if (Products.FirstOrDefault(product => product.Id == terms.ProductId) is not { } product)
        {
            return new TermsPreview();
        }

        var fund = Funds.FirstOrDefault(fund => fund.Id == terms.FundId);
        var preview = new TermsPreview
        {
            Product = product,
            FundMismatch = fund is not null && !product.FundKinds.Contains(fund.Kind),
            AsnafMissing = fund?.Kind == FundKind.Zakat && Borrower!.Asnaf is null,
            GroupMissing = product.RequiresGroup && Borrower!.Group is null,
            InTranches = terms.Tranches is { Count: > 1 },
        };
        if (terms is not { Principal: { } principal, Installments: { } installments })
        {
            return preview;
        }

        return product.Refuses(principal, installments) is { } outOfRange
            ? preview with
            {
                Refusal = Say(outOfRange),
            }
            : await WithSchedule(
                preview,
                product.Schedule(terms.FirstTranche ?? principal, installments, OfficeToday, terms.FirstDueOn)
            );
    }

    private string Say(Error error) => Problems.Of(error, HttpContext).Detail;

    private async Task<TermsPreview> WithSchedule(TermsPreview preview, ScheduleTerms terms)
    {
        try
        {
            var schedule = await Ask(
                new PreviewSchedule
                {
                    Principal = terms.Principal,
                    Installments = terms.Installments,
                    Unit = terms.Unit,
                    Every = terms.Every,
                    DisbursedOn = terms.DisbursedOn,
                    FirstDueOn = terms.FirstDueOn,
                    RoundingMultiple = terms.RoundingMultiple,
                    RoundingMode = terms.RoundingMode,
                    NonWorkingDayRule = preview.Product!.NonWorkingDayRule,
                    OfficeId = Borrower!.OfficeId,
                }
            );
            return preview with { Rows = schedule.Rows };
        }
        catch (RefusedException refused)
        {
            return preview with { Refusal = Say(refused.Error) };
        }
    }
}

/// <summary>The terms of an application as far as they are filled in.</summary>
public sealed record TypedTerms
{
#pragma warning disable CS1591 // As in ApplicationTerms.
    public string? ProductId { get; init; }
    public string? FundId { get; init; }
    public Rupiah? Principal { get; init; }
    public int? Installments { get; init; }
    public string? Purpose { get; init; }
    public DateOnly? AppliedOn { get; init; }
    public DateOnly? FirstDueOn { get; init; }
    public IReadOnlyList<TypedTranche>? Tranches { get; init; }
#pragma warning restore CS1591

    /// <summary>The first of several tranches, which the schedule begins with.</summary>
    public Rupiah? FirstTranche => Tranches is [{ Amount: { } first }, _, ..] ? first : null;

    /// <summary>The smallest loan of a product over its longest time: what weighs least.</summary>
    public static TypedTerms Of(
        IReadOnlyList<ProductView> products,
        IReadOnlyList<FundBalanceView> funds,
        BorrowerView borrower
    )
    {
        var product = products.FirstOrDefault(product => !product.RequiresGroup || borrower.Group is not null);
        return new TypedTerms
        {
            ProductId = product?.Id,
            FundId = funds
                .Where(fund => product?.FundKinds.Contains(fund.Kind) == true)
                .OrderBy(fund => fund.Kind == FundKind.Zakat && borrower.Asnaf is null)
                .FirstOrDefault()
                ?.Id,
            Principal = product?.MinPrincipal,
            Installments = product?.MaxInstallments,
        };
    }

    /// <summary>Those of an application.</summary>
    public static TypedTerms Of(ApplicationView application) =>
        new()
        {
            ProductId = application.ProductId,
            FundId = application.FundId,
            Principal = application.Principal,
            Installments = application.Installments,
            Purpose = application.Purpose,
            AppliedOn = application.AppliedOn,
            FirstDueOn = application.FirstDueOn,
            Tranches = application
                .Tranches?.Select(tranche => new TypedTranche
                {
                    Amount = tranche.Amount,
                    PlannedOn = tranche.PlannedOn,
                })
                .ToList(),
        };

    /// <summary>Those of a form that was sent, if they can be read.</summary>
    public static TypedTerms? From(HttpRequest request) =>
        request.HasFormContentType
        && FormReader.Read<TypedTerms>(request.Form, ["no"]) is var read
        && read.Error is null
            ? read.Value
            : null;
}

/// <summary>A tranche as far as it is filled in.</summary>
public sealed record TypedTranche
{
#pragma warning disable CS1591 // As in PlannedTranche.
    public Rupiah? Amount { get; init; }
    public DateOnly? PlannedOn { get; init; }
#pragma warning restore CS1591
}

/// <summary>What follows from terms.</summary>
public sealed record TermsPreview
{
    /// <summary>The product; null while none is chosen.</summary>
    public ProductView? Product { get; init; }

    /// <summary>Whether the product is not lent from the chosen fund.</summary>
    public bool FundMismatch { get; init; }

    /// <summary>Whether the fund asks for an asnaf that is not on file.</summary>
    public bool AsnafMissing { get; init; }

    /// <summary>Whether the product asks for a group.</summary>
    public bool GroupMissing { get; init; }

    /// <summary>Whether it is paid out in several parts, of which the schedule shows the first.</summary>
    public bool InTranches { get; init; }

    /// <summary>The instalments.</summary>
    public IReadOnlyList<ScheduleRow> Rows { get; init; } = [];

    /// <summary>Why there are none.</summary>
    public string? Refusal { get; init; }
}
