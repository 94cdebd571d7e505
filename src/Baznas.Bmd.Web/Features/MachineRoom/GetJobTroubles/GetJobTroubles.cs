using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.MachineRoom.GetJobTroubles;

/// <summary>The jobs that fail or have not run for too long, as far as they concern the caller's office.</summary>
[Allowed(Role.Admin, Role.Approver)]
public sealed record GetJobTroubles : IQuery<JobTroubleList>, IApiEndpoint
{
    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetJobTroubles, JobTroubleList>("/jobs/troubles", () => new GetJobTroubles());
}

/// <summary>What is wrong.</summary>
/// <param name="Items">Job by job; empty while all is well.</param>
public sealed record JobTroubleList(IReadOnlyList<JobTrouble> Items);

/// <summary>Looks at how the jobs stand.</summary>
public sealed class GetJobTroublesHandler(JobWatch watch, CallContext context)
    : IRequestHandler<GetJobTroubles, Result<JobTroubleList>>
{
    /// <inheritdoc/>
    public async Task<Result<JobTroubleList>> Handle(GetJobTroubles request, CancellationToken cancellationToken) =>
        new JobTroubleList([
            .. (await watch.Troubles(cancellationToken)).Where(trouble =>
                trouble.OfficeId is null || context.Caller!.MaySee(trouble.OfficeId)
            ),
        ]);
}
