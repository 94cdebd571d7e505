using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Offices;
using Baznas.Bmd.Web.Features.Products;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;

namespace Baznas.Bmd.Web.Features.Applications;

/// <summary>What is asked for. There is no rate, margin or fee to ask for.</summary>
public record ApplicationTerms
{
    /// <summary>Who asks.</summary>
    public required string BorrowerId { get; init; }

    /// <summary>Under which product.</summary>
    public required string ProductId { get; init; }

    /// <summary>From which fund.</summary>
    public required string FundId { get; init; }

    /// <summary>How much, rupiah.</summary>
    public required Rupiah Principal { get; init; }

    /// <summary>In how many instalments.</summary>
    public required int Installments { get; init; }

    /// <summary>What for.</summary>
    public required string Purpose { get; init; }

    /// <summary>When it was asked; today when left out.</summary>
    public DateOnly? AppliedOn { get; init; }

    /// <summary>When the first instalment shall be due; one period after disbursement when left out.</summary>
    public DateOnly? FirstDueOn { get; init; }

    /// <summary>The parts it shall be paid out in, which sum to the principal; left out for one sum.</summary>
    public IReadOnlyList<PlannedTranche>? Tranches { get; init; }
}

/// <summary>What the fields may hold.</summary>
public sealed class ApplicationTermsValidator : AbstractValidator<ApplicationTerms>
{
    /// <summary>The rules.</summary>
    public ApplicationTermsValidator()
    {
        RuleFor(c => c.Principal).Amount();
        RuleFor(c => c.Installments).Between(1, ScheduleTerms.MaxInstallments);
        RuleFor(c => c.Purpose).Text(1000);
        RuleFor(c => c.AppliedOn).Date();
        RuleFor(c => c.FirstDueOn).Date();
        When(
            c => c.Tranches is not null,
            () =>
            {
                RuleFor(c => c.Tranches!).List(Tranches.Fewest, Tranches.Most);
                RuleForEach(c => c.Tranches).SetValidator(new PlannedTrancheValidator());
            }
        );
    }
}

/// <summary>What the fields of a tranche may hold.</summary>
public sealed class PlannedTrancheValidator : AbstractValidator<PlannedTranche>
{
    /// <summary>The rules.</summary>
    public PlannedTrancheValidator()
    {
        RuleFor(t => t.No).Between(1, Tranches.Most);
        RuleFor(t => t.Amount).Amount();
        RuleFor(t => (DateOnly?)t.PlannedOn).Date().OverridePropertyName("PlannedOn");
    }
}

/// <summary>Whether what is asked for can be granted at all; the same for a new draft and an edited one.</summary>
public sealed class ApplicationRules(Db db, Work work, ProductBook products, Calendars calendars)
{
    private static readonly Sql<IdParameter, ApplicantRow> Applicant = new(
        """
        SELECT b.[OfficeId], b.[Asnaf], (SELECT COUNT(*) FROM [GroupMember] m
            WHERE m.[BorrowerId] = b.[Id] AND m.[LeftOn] IS NULL) AS [Groups]
        FROM [Borrower] b WHERE b.[Id] = @Id
        """
    );

    private static readonly Sql<IdParameter, FundRow> Fund = new(
        "SELECT [OfficeId], [Kind] FROM [Fund] WHERE [Id] = @Id"
    );

    /// <summary>The product in its newest version, or the first reason against.</summary>
    public async Task<Result<ProductView>> Check(ApplicationTerms terms, DateOnly appliedOn, CancellationToken ct)
    {
        if (StepDates.NotInFuture(appliedOn, work.Today).IsRefused(out var future))
        {
            return future;
        }

        if (terms.Tranches is { } plan && Tranches.Refuses(plan, terms.Principal, appliedOn) is { } badPlan)
        {
            return badPlan;
        }

        var borrower = await db.Find(Applicant, new IdParameter(terms.BorrowerId), ct);
        if (borrower is null || borrower.OfficeId != work.Office.Id)
        {
            return SubjectOffices.NotFound(SubjectKind.Borrower) with { Field = "borrowerId" };
        }

        if (await products.Find(terms.ProductId, ct) is not { } product)
        {
            return Products.CreateProduct.ProductErrors.NotFound with { Field = "productId" };
        }

        var fund = await db.Find(Fund, new IdParameter(terms.FundId), ct);
        if (fund is null || fund.OfficeId != work.Office.Id)
        {
            return SubjectOffices.NotFound(SubjectKind.Fund) with { Field = "fundId" };
        }

        var error =
            product.Refuses(terms.Principal, terms.Installments)
            ?? RefusesFund(product, EnumText.Parse<FundKind>(fund.Kind), borrower)
            ?? (product.RequiresGroup && borrower.Groups == 0 ? ApplicationErrors.GroupRequired : null)
            ?? await RefusesSchedule(product, terms, ct);
        return error is null ? product : error;
    }

    private static Error? RefusesFund(ProductView product, FundKind kind, ApplicantRow borrower)
    {
        if (!product.FundKinds.Contains(kind))
        {
            return ApplicationErrors.FundKindNotAllowed(EnumText.Of(kind));
        }

        // Every rupiah carries its fund: zakat goes to one of the eight asnaf, and the file must say which.
        return kind == FundKind.Zakat && borrower.Asnaf is null ? ApplicationErrors.AsnafRequired : null;
    }

    private async Task<Error?> RefusesSchedule(ProductView product, ApplicationTerms terms, CancellationToken ct)
    {
        var calendar = await calendars.Of(work.Office.Id, product.NonWorkingDayRule, ct);
        // The instalments begin with what is paid out first.
        var first = terms.Tranches is null ? terms.Principal : terms.Tranches[0].Amount;
        return Schedule.Build(product.Schedule(first, terms.Installments, work.Today, null), calendar).Error;
    }

    private sealed class ApplicantRow
    {
        public string OfficeId { get; init; } = "";
        public string? Asnaf { get; init; }
        public int Groups { get; init; }
    }

    private sealed class FundRow
    {
        public string OfficeId { get; init; } = "";
        public string Kind { get; init; } = "";
    }
}

/// <summary>Refusals about applications.</summary>
public static class ApplicationErrors
{
    /// <summary>The product is not lent from this kind of fund.</summary>
    public static Error FundKindNotAllowed(string kind) =>
        Error.Conflict("application.fund_kind_not_allowed", kind) with
        {
            Field = "fundId",
        };

    /// <summary>A loan from zakat needs the borrower's asnaf on file.</summary>
    public static readonly Error AsnafRequired = Error.Conflict("application.asnaf_required");

    /// <summary>The product is only for members of a group.</summary>
    public static readonly Error GroupRequired = Error.Conflict("application.group_required");

    /// <summary>The borrower has as many running loans as the product allows.</summary>
    public static Error TooManyLoans(int allowed) => Error.Conflict("application.too_many_active_loans", allowed);

    /// <summary>Who submitted an application does not decide it.</summary>
    public static readonly Error DeciderSubmitted = Error.Forbidden("decision.own_application");

    /// <summary>The amount is above what this approver may approve.</summary>
    public static Error AboveLimit(Rupiah limit) => Error.Forbidden("decision.above_approval_limit", limit);

    /// <summary>Approvers may lower the principal, never raise it.</summary>
    public static Error PrincipalRaised(Rupiah asked) =>
        Error.Conflict("decision.principal_raised", asked) with
        {
            Field = "principal",
        };

    /// <summary>The same person does not count twice.</summary>
    public static readonly Error DecidedAlready = Error.Conflict("decision.already_decided");

    /// <summary>The loan's money has been paid out, so the application can't be withdrawn.</summary>
    public static readonly Error AlreadyDisbursed = Error.Conflict("application.already_disbursed");

    /// <summary>Why somebody can't approve an amount: it is their own, above their limit, or they have agreed already.</summary>
    internal static Error? RefusesApprover(Caller caller, Rupiah amount, (bool IsOwn, bool HasAgreed) known) =>
        known.IsOwn ? DeciderSubmitted
        : caller.ApprovalLimit is { } limit && amount > limit ? AboveLimit(limit)
        : known.HasAgreed ? DecidedAlready
        : null;
}
