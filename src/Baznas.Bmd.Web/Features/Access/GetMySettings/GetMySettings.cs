using System.Diagnostics.CodeAnalysis;
using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Access.GetMySettings;

/// <summary>What I chose for myself: where I am written to, in which language, and about what.</summary>
[AllowedToStaff]
public sealed record GetMySettings : IQuery<MySettings>, IApiEndpoint
{
    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) => api.Get<GetMySettings, MySettings>("/me/settings", () => new GetMySettings());
}

/// <summary>A user's own settings.</summary>
public sealed record MySettings : ChosenSettings
{
    /// <summary>The settings of somebody with these roles.</summary>
    [SetsRequiredMembers]
    public MySettings(ChosenSettings chosen, IReadOnlySet<Role> roles)
        : base(chosen) => Topics = Messaging.Topics.For(roles);

    /// <summary>What they can ask to be written about, by their roles.</summary>
    public IReadOnlyList<SubscriptionTopic> Topics { get; }
}

/// <summary>Reads them.</summary>
public sealed class GetMySettingsHandler(UserSettings settings, CallContext context)
    : IRequestHandler<GetMySettings, Result<MySettings>>
{
    /// <inheritdoc/>
    public async Task<Result<MySettings>> Handle(GetMySettings request, CancellationToken cancellationToken)
    {
        var caller = context.Caller!;
        return new MySettings(await settings.Of(caller.UserId, cancellationToken), caller.Roles);
    }
}
