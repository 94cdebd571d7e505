using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Applications.SubmitApplication;

/// <summary>Hands a draft in. From now on it can't be edited, and who submits it can't decide it.</summary>
/// <param name="Id">The application.</param>
[Allowed(Role.FieldOfficer)]
public sealed record SubmitApplication(string Id) : ICommand<ApplicationView>, IConditional, IApiEndpoint
{
    Subject IWrite.Subject => Subject.Application(Id);

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new GetApplication.GetApplication(Id), ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.PostAction<SubmitApplication, ApplicationView>(
            "/applications/{id}/submission",
            (string id) => new SubmitApplication(id)
        );
}

/// <summary>Moves the draft on.</summary>
public sealed class SubmitApplicationHandler(Db db, Work work, ApplicationBook applications)
    : IRequestHandler<SubmitApplication, Result<ApplicationView>>
{
    private static readonly Sql<Submission, NoRows> Update = new(
        """
        UPDATE [LoanApplication] SET [Status] = 'submitted', [SubmittedBy] = @SubmittedBy, [SubmittedAt] = @SubmittedAt
        WHERE [Id] = @Id
        """
    );

    /// <inheritdoc/>
    public async Task<Result<ApplicationView>> Handle(SubmitApplication request, CancellationToken cancellationToken)
    {
        var (before, _) = (await applications.Find(request.Id, cancellationToken))!.Value;
        if (ApplicationBook.RefusesUnless(before, ApplicationStatus.Draft) is { } error)
        {
            return error;
        }

        await db.Execute(Update, new Submission(request.Id, work.Caller.UserId, work.Now), cancellationToken);
        var (after, _) = (await applications.Find(request.Id, cancellationToken))!.Value;
        work.Audit("application.submitted", request.Id, new { before.Status }, new { after.Status });
        return after;
    }

    private sealed record Submission(string Id, string SubmittedBy, DateTimeOffset SubmittedAt);
}
