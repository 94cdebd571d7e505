using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Funds;
using Baznas.Bmd.Web.Features.Loans.RecordRepayment;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Groups.RecordGroupRepayments;

/// <summary>
/// Takes what the members of a group paid at a meeting: each loan's own repayment with its own receipt, all of them or none.
/// </summary>
[Allowed(Role.Cashier, Role.FieldOfficer)]
public sealed record RecordGroupRepayments : ICommand<GroupRepaymentsReceipt>, IMovesMoney, IApiEndpoint
{
    /// <summary>The group; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string GroupId { get; init; } = "";

    /// <summary>When it was paid; today when left out.</summary>
    public DateOnly? PaidOn { get; init; }

    /// <summary>Where the money lies.</summary>
    public required MoneyAccount Account { get; init; }

    /// <summary>How it came; by the account when left out.</summary>
    public PaymentMethod? Method { get; init; }

    /// <summary>The number on the bank's or the meeting's paper.</summary>
    public string? Reference { get; init; }

    /// <summary>Who paid what: 1 to 200; a loan may come twice when two people paid on it.</summary>
    public required IReadOnlyList<GroupRepaymentItem> Items { get; init; }

    Subject IWrite.Subject => Subject.Group(GroupId);

    /// <summary>One of the payments, as it would have been recorded by itself.</summary>
    public RecordRepayment Payment(GroupRepaymentItem item, DateOnly paidOn) =>
        new()
        {
            LoanId = item.LoanId,
            Amount = item.Amount,
            PaidOn = paidOn,
            Account = Account,
            Method = Method,
            Reference = Reference,
            PaidByBorrowerId = item.PaidByBorrowerId,
            Infak = item.Infak,
            Excess = item.Excess,
        };

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<RecordGroupRepayments, GroupRepaymentsReceipt>(
            "/groups/{id}/repayments",
            (string id, RecordGroupRepayments body) => body with { GroupId = id }
        );
}

/// <summary>What was paid on one loan at the meeting.</summary>
public sealed record GroupRepaymentItem
{
    /// <summary>The loan, a member's.</summary>
    public required string LoanId { get; init; }

    /// <summary>Rupiah paid on the debt.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>The member who really paid, by consent, when it was another.</summary>
    public string? PaidByBorrowerId { get; init; }

    /// <summary>Rupiah given besides, because the payer said so: never part of the debt, on its own receipt.</summary>
    public Rupiah? Infak { get; init; }

    /// <summary>What to do with more than is owed: refuse it, or hold it for the borrower.</summary>
    public ExcessChoice Excess { get; init; } = ExcessChoice.Reject;
}

/// <summary>What the group gets.</summary>
public sealed record GroupRepaymentsReceipt
{
    /// <summary>The meeting.</summary>
    public required string MeetingId { get; init; }

    /// <summary>The sum of the payments, rupiah; infak is on its own receipts.</summary>
    public required Rupiah Total { get; init; }

    /// <summary>A receipt for each payment, in the order they came.</summary>
    public required IReadOnlyList<GroupRepaymentReceipt> Items { get; init; }
}

/// <summary>The receipt of one payment of a meeting.</summary>
public sealed record GroupRepaymentReceipt
{
#pragma warning disable CS1591 // As in RepaymentReceipt.
    public required string LoanId { get; init; }
    public required string TransactionId { get; init; }
    public required string ReceiptNumber { get; init; }
    public required Rupiah Outstanding { get; init; }
    public required IReadOnlyList<AllocatedAmount> Allocations { get; init; }
    public required Rupiah Deposited { get; init; }
    public required string? InfakReceiptNumber { get; init; }
#pragma warning restore CS1591
}

/// <summary>What the fields may hold.</summary>
public sealed class RecordGroupRepaymentsValidator : AbstractValidator<RecordGroupRepayments>
{
    /// <summary>The rules.</summary>
    public RecordGroupRepaymentsValidator()
    {
        RuleFor(c => c.PaidOn).Date();
        RuleFor(c => c.Reference).OptionalText(200);
        RuleFor(c => c.Items).List(1, 200);
        RuleForEach(c => c.Items)
            .ChildRules(item =>
            {
                item.RuleFor(i => i.Amount).Amount();
                item.RuleFor(i => i.Infak ?? new Rupiah(1)).Amount().OverridePropertyName("Infak");
            });
        RuleFor(c => c.Items)
            .Must(items => items.DistinctBy(item => (item.LoanId, item.PaidByBorrowerId)).Count() == items.Count)
            .WithMessage(_ => Messages.Text("field.payments_once"));
    }
}

/// <summary>Books the payments one after another, each seeing what the one before it left.</summary>
public sealed class RecordGroupRepaymentsHandler(
    Db db,
    Work work,
    GroupBook groups,
    SubjectOffices offices,
    Repayments repayments,
    LedgerBook ledger,
    MeetingBook meetings
) : IRequestHandler<RecordGroupRepayments, Result<GroupRepaymentsReceipt>>
{
    private static readonly Sql<LoanOfOffice, string> FindBorrower = new(
        "SELECT [BorrowerId] FROM [Loan] WHERE [Id] = @LoanId AND [OfficeId] = @OfficeId"
    );

    /// <inheritdoc/>
    public async Task<Result<GroupRepaymentsReceipt>> Handle(
        RecordGroupRepayments request,
        CancellationToken cancellationToken
    )
    {
        var heldOn = request.PaidOn ?? work.Today;
        if (await RefusesDay(heldOn, cancellationToken) is { } wrongDay)
        {
            return wrongDay with { Field = "paidOn" };
        }

        var members = await groups.MembersOn(request.GroupId, heldOn, cancellationToken);
        var receipts = new List<GroupRepaymentReceipt>();
        foreach (var (index, item) in request.Items.Index())
        {
            if (await RefusesPeople(item, members, cancellationToken) is { } error)
            {
                return In(index, error);
            }

            var taken = await repayments.Take(request.Payment(item, heldOn), cancellationToken);
            if (taken.IsRefused(out var refused))
            {
                return In(index, refused);
            }

            receipts.Add(ReceiptOf(item.LoanId, taken.Value));
        }

        var meeting = new NewMeeting(
            request.GroupId,
            heldOn,
            request.Items.Sum(item => item.Amount),
            [.. receipts.Select(receipt => receipt.TransactionId)]
        );
        return new GroupRepaymentsReceipt
        {
            MeetingId = await meetings.Add(meeting, cancellationToken),
            Total = meeting.Total,
            Items = receipts,
        };
    }

    private async Task<Error?> RefusesDay(DateOnly heldOn, CancellationToken ct) =>
        StepDates.NotInFuture(heldOn, work.Today).Error
        ?? (await ledger.IsClosed(heldOn, ct) ? LedgerErrors.PeriodClosed(heldOn) : null);

    private async Task<Error?> RefusesPeople(
        GroupRepaymentItem item,
        IReadOnlySet<string> members,
        CancellationToken ct
    )
    {
        if (await db.Find(FindBorrower, new LoanOfOffice(item.LoanId, work.Office.Id), ct) is not { } borrowerId)
        {
            return SubjectOffices.NotFound(SubjectKind.Loan);
        }

        if (!members.Contains(borrowerId))
        {
            return GroupErrors.NotAMember;
        }

        if (item.PaidByBorrowerId is not { } payer || members.Contains(payer))
        {
            return null;
        }

        var isKnown = await offices.BelongsTo(Subject.Borrower(payer), work.Office.Id, ct);
        return (isKnown ? GroupErrors.NotAMember : SubjectOffices.NotFound(SubjectKind.Borrower)) with
        {
            Field = "paidByBorrowerId",
        };
    }

    // What is wrong with one payment is said of that payment; the account is the whole meeting's.
    private static Error In(int index, Error error) =>
        error.Field == "account" ? error : error with { Field = $"items[{index}].{error.Field ?? "loanId"}" };

    private static GroupRepaymentReceipt ReceiptOf(string loanId, RepaymentReceipt receipt) =>
        new()
        {
            LoanId = loanId,
            TransactionId = receipt.TransactionId,
            ReceiptNumber = receipt.ReceiptNumber,
            Outstanding = receipt.Outstanding,
            Allocations = receipt.Allocations,
            Deposited = receipt.Deposited,
            InfakReceiptNumber = receipt.InfakReceiptNumber,
        };

    private sealed record LoanOfOffice(string LoanId, string OfficeId);
}
