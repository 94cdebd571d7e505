using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Disputes.ResolveDispute;

/// <summary>Writes down what came of a dispute. From then on the loan is reminded of again.</summary>
[Allowed(Role.FieldOfficer, Role.Cashier, Role.Approver)]
public sealed record ResolveDispute : ICommand<DisputeView>, IApiEndpoint
{
    /// <summary>The dispute; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string DisputeId { get; init; } = "";

    /// <summary>What came of it.</summary>
    public required string Resolution { get; init; }

    Subject IWrite.Subject => Subject.Dispute(DisputeId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<ResolveDispute, DisputeView>(
            "/disputes/{id}/resolution",
            (string id, ResolveDispute body) => body with { DisputeId = id }
        );
}

/// <summary>What the fields may hold.</summary>
public sealed class ResolveDisputeValidator : AbstractValidator<ResolveDispute>
{
    /// <summary>The rules.</summary>
    public ResolveDisputeValidator() => RuleFor(c => c.Resolution).Text(2000);
}

/// <summary>Stores it.</summary>
public sealed class ResolveDisputeHandler(Db db, Work work, DisputeBook disputes)
    : IRequestHandler<ResolveDispute, Result<DisputeView>>
{
    private static readonly Sql<NewResolution, NoRows> Insert = new(
        """
        INSERT INTO [LoanDisputeResolution] ([DisputeId], [Resolution], [ResolvedBy], [ResolvedAt])
        VALUES (@DisputeId, @Resolution, @ResolvedBy, @ResolvedAt)
        """
    );

    /// <inheritdoc/>
    public async Task<Result<DisputeView>> Handle(ResolveDispute request, CancellationToken cancellationToken)
    {
        var dispute = await disputes.Find(request.DisputeId, cancellationToken);
        if (dispute.Resolution is not null)
        {
            return DisputeErrors.AlreadyResolved;
        }

        var resolution = new NewResolution(dispute.Id, request.Resolution.Trim(), work.Caller.UserId)
        {
            ResolvedAt = work.Now,
        };
        await db.Execute(Insert, resolution, cancellationToken);
        work.Audit("dispute.resolved", dispute.Id, null, new ResolutionEvidence(dispute.LoanId, resolution.Resolution));
        return await disputes.Find(dispute.Id, cancellationToken);
    }

    private sealed record NewResolution(string DisputeId, string Resolution, string ResolvedBy)
    {
        public required DateTimeOffset ResolvedAt { get; init; }
    }
}
