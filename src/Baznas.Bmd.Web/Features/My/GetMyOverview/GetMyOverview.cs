using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Borrowers.GetDeposit;
using Baznas.Bmd.Web.Features.Loans.GetLoan;
using Baznas.Bmd.Web.Features.Loans.ListLoans;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.My.GetMyOverview;

/// <summary>What the borrower who asks owes, what is next, and whom to call.</summary>
[Allowed(Role.Borrower)]
public sealed record GetMyOverview : IQuery<MyOverview>, IApiEndpoint
{
    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) => api.Get<GetMyOverview, MyOverview>("/my", () => new GetMyOverview());
}

/// <summary>A borrower's first page.</summary>
public sealed record MyOverview
{
    /// <summary>The office that lends.</summary>
    public required MyOffice Office { get; init; }

    /// <summary>What the office holds for the borrower (titipan), rupiah.</summary>
    public required Rupiah Deposit { get; init; }

    /// <summary>What the borrower gave of their own will (infak), rupiah; nothing as a rule.</summary>
    public required Rupiah InfakGiven { get; init; }

    /// <summary>Whether the borrower wants to be reminded.</summary>
    public required bool RemindersWanted { get; init; }

    /// <summary>The loans that something is owed on or that wait to be paid out, newest first.</summary>
    public required IReadOnlyList<MyLoan> Open { get; init; }

    /// <summary>The loans that are over, newest first.</summary>
    public required IReadOnlyList<MyPastLoan> Past { get; init; }
}

/// <summary>An office as its borrowers need it.</summary>
public sealed record MyOffice
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The number to call, if the office gave one.</summary>
    public required string? Phone { get; init; }
}

/// <summary>A loan that is over.</summary>
/// <param name="Id">The loan.</param>
/// <param name="Number">Its number.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Disbursed">What was paid out, rupiah.</param>
public sealed record MyPastLoan(string Id, string Number, LoanStatus Status, Rupiah Disbursed);

/// <summary>Reads it; of the loans that are over, no more than the list tells.</summary>
public sealed class GetMyOverviewHandler(
    Db db,
    OwnLoans loans,
    Deposits deposits,
    IRequestHandler<GetLoan, Result<LoanView>> loan
) : IRequestHandler<GetMyOverview, Result<MyOverview>>
{
    private static readonly Sql<IdParameter, OfficeRow> OfficeOf = new(
        """
        SELECT o.[Name], o.[Phone],
            COALESCE((SELECT -SUM(p.[Amount]) FROM [Posting] p
                WHERE p.[BorrowerId] = @Id AND p.[Account] = 'infakIncome'), 0) AS [InfakGiven],
            COALESCE((SELECT c.[IsGiven] FROM [Consent] c WHERE c.[BorrowerId] = b.[Id] AND c.[Purpose] = 'reminders'
                AND c.[Sequence] = (SELECT MAX(n.[Sequence]) FROM [Consent] n WHERE n.[BorrowerId] = b.[Id]
                    AND n.[Purpose] = 'reminders')), 0) AS [RemindersWanted]
        FROM [Borrower] b
        JOIN [Office] o ON o.[Id] = b.[OfficeId]
        WHERE b.[Id] = @Id
        """
    );

    /// <inheritdoc/>
    public async Task<Result<MyOverview>> Handle(GetMyOverview request, CancellationToken cancellationToken)
    {
        var listed = await loans.List(cancellationToken);
        if (listed.IsRefused(out var error))
        {
            return error;
        }

        var open = new List<MyLoan>();
        // As many as a borrower may have at a time: one, as a rule.
        foreach (var item in listed.Value.Where(item => !IsOver(item)))
        {
            open.Add(MyLoan.Of((await loan.Handle(new GetLoan { Id = item.Id }, cancellationToken)).Value));
        }

        var borrowerId = loans.BorrowerId.Value;
        var office = (await db.Find(OfficeOf, new IdParameter(borrowerId), cancellationToken))!;
        return new MyOverview
        {
            Office = new MyOffice { Name = office.Name, Phone = office.Phone },
            Deposit = (await deposits.Of(borrowerId, cancellationToken)).Balance,
            InfakGiven = office.InfakGiven,
            RemindersWanted = office.RemindersWanted,
            Open = open,
            Past = [.. listed.Value.Where(IsOver).Select(PastOf)],
        };
    }

    private static bool IsOver(LoanListItem item) => item.Status is LoanStatus.Closed or LoanStatus.Forgiven;

    private static MyPastLoan PastOf(LoanListItem item) => new(item.Id, item.Number, item.Status, item.Disbursed);

    private sealed class OfficeRow
    {
        public string Name { get; init; } = "";
        public string? Phone { get; init; }
        public Rupiah InfakGiven { get; init; }
        public bool RemindersWanted { get; init; }
    }
}
