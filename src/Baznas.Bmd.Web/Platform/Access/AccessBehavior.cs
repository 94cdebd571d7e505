using MediatR;

namespace Baznas.Bmd.Web.Platform.Access;

/// <summary>Refuses what the caller's roles do not allow, for every request however it arrives.</summary>
/// <param name="context">The request under way.</param>
public sealed class AccessBehavior<TRequest, TResponse>(CallContext context) : IPipelineBehavior<TRequest, TResponse>
    where TResponse : IResult<TResponse>
{
    /// <inheritdoc/>
    public async Task<TResponse> Handle(
        TRequest request,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<TResponse> next
    )
    {
        if (context.Caller is null)
        {
            return TResponse.Refused(AccessErrors.NotSignedIn);
        }

        return context.Caller.MaySend(request!.GetType()) ? await next() : TResponse.Refused(AccessErrors.Denied);
    }
}

/// <summary>Refusals about who asks.</summary>
public static class AccessErrors
{
    /// <summary>Nobody signed in, or the sign-in has ended.</summary>
    public static readonly Error NotSignedIn = new(ErrorKind.Unauthenticated, "access.not_signed_in");

    /// <summary>The caller's roles do not allow it.</summary>
    public static readonly Error Denied = Error.Forbidden("access.denied");

    /// <summary>What the user asks to be written about is for other roles.</summary>
    public static readonly Error NotOffered = Error.Forbidden("subscription.not_offered") with
    {
        Field = "subscriptions",
    };

    /// <summary>It belongs to all offices, and the caller works for one.</summary>
    public static readonly Error AllOfficesNeeded = Error.Forbidden("access.all_offices_required");
}
