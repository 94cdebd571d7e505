using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Disputes.OpenDispute;

/// <summary>
/// Writes down that a borrower disputes what the books say of a loan. While it is open, nobody is reminded of the loan.
/// </summary>
[Allowed(Role.FieldOfficer, Role.Cashier, Role.Approver)]
public sealed record OpenDispute : ICommand<DisputeView>, IApiEndpoint
{
    /// <summary>The loan; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string LoanId { get; init; } = "";

    /// <summary>What the borrower says.</summary>
    public required string Reason { get; init; }

    Subject IWrite.Subject => Subject.Loan(LoanId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<OpenDispute, DisputeView>(
            "/loans/{id}/disputes",
            (string id, OpenDispute body) => body with { LoanId = id }
        );
}

/// <summary>What the fields may hold.</summary>
public sealed class OpenDisputeValidator : AbstractValidator<OpenDispute>
{
    /// <summary>The rules.</summary>
    public OpenDisputeValidator() => RuleFor(c => c.Reason).Text(2000);
}

/// <summary>Stores it.</summary>
public sealed class OpenDisputeHandler(Db db, Work work, Ids ids, DisputeBook disputes)
    : IRequestHandler<OpenDispute, Result<DisputeView>>
{
    private static readonly Sql<NewDispute, NoRows> Insert = new(
        """
        INSERT INTO [LoanDispute] ([Id], [OfficeId], [LoanId], [Reason], [OpenedBy], [OpenedAt])
        VALUES (@Id, @OfficeId, @LoanId, @Reason, @OpenedBy, @OpenedAt)
        """
    );

    /// <inheritdoc/>
    public async Task<Result<DisputeView>> Handle(OpenDispute request, CancellationToken cancellationToken)
    {
        if ((await disputes.Of(request.LoanId, cancellationToken)).Any(dispute => dispute.Resolution is null))
        {
            return DisputeErrors.AlreadyOpen;
        }

        var dispute = new NewDispute
        {
            Id = ids.New(),
            OfficeId = work.Office.Id,
            LoanId = request.LoanId,
            Reason = request.Reason.Trim(),
            OpenedBy = work.Caller.UserId,
            OpenedAt = work.Now,
        };
        await db.Execute(Insert, dispute, cancellationToken);
        work.Audit("dispute.opened", dispute.Id, null, new DisputeEvidence(dispute.LoanId, dispute.Reason));
        return await disputes.Find(dispute.Id, cancellationToken);
    }

    private sealed record NewDispute
    {
        public required string Id { get; init; }
        public required string OfficeId { get; init; }
        public required string LoanId { get; init; }
        public required string Reason { get; init; }
        public required string OpenedBy { get; init; }
        public required DateTimeOffset OpenedAt { get; init; }
    }
}
