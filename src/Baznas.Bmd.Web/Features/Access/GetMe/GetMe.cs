using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Access.GetMe;

/// <summary>Who am I, and what may I do?</summary>
[AllowedToAllSignedIn]
public sealed record GetMe : IQuery<Me>, IApiEndpoint
{
    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) => api.Get<GetMe, Me>("/me", () => new GetMe());
}

/// <summary>The signed-in user.</summary>
public sealed record Me
{
#pragma warning disable CS1591 // As for a user.
    public required string Id { get; init; }
    public required string UserName { get; init; }
    public required string DisplayName { get; init; }
    public required IReadOnlyList<Role> Roles { get; init; }
    public required string? OfficeId { get; init; }
    public required Rupiah? ApprovalLimit { get; init; }
#pragma warning restore CS1591
}

/// <summary>Answers from what the sign-in told.</summary>
public sealed class GetMeHandler(CallContext context) : IRequestHandler<GetMe, Result<Me>>
{
    /// <inheritdoc/>
    public Task<Result<Me>> Handle(GetMe request, CancellationToken cancellationToken)
    {
        var caller = context.Caller!;
        return Task.FromResult<Result<Me>>(
            new Me
            {
                Id = caller.UserId,
                UserName = caller.UserName,
                DisplayName = caller.DisplayName,
                Roles = [.. caller.Roles.Order()],
                OfficeId = caller.OfficeId,
                ApprovalLimit = caller.ApprovalLimit,
            }
        );
    }
}
