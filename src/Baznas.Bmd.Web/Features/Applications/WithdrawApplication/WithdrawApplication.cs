using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Applications.WithdrawApplication;

/// <summary>Takes an application back, until money is paid out. A loan that was granted on it is cancelled.</summary>
[Allowed(Role.FieldOfficer)]
public sealed record WithdrawApplication : ICommand<ApplicationView>, IConditional, IApiEndpoint
{
    /// <summary>The application; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string ApplicationId { get; init; } = "";

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    Subject IWrite.Subject => Subject.Application(ApplicationId);

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new GetApplication.GetApplication(ApplicationId), ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.PostAction<WithdrawApplication, ApplicationView>(
            "/applications/{id}/withdrawal",
            (string id, WithdrawApplication body) => body with { ApplicationId = id }
        );
}

/// <summary>What the fields may hold.</summary>
public sealed class WithdrawApplicationValidator : AbstractValidator<WithdrawApplication>
{
    /// <summary>The rules.</summary>
    public WithdrawApplicationValidator() => RuleFor(c => c.Reason).Text(1000);
}

/// <summary>Ends the application, and its loan.</summary>
public sealed class WithdrawApplicationHandler(Work work, ApplicationBook applications, LoanBook loans)
    : IRequestHandler<WithdrawApplication, Result<ApplicationView>>
{
    /// <inheritdoc/>
    public async Task<Result<ApplicationView>> Handle(WithdrawApplication request, CancellationToken cancellationToken)
    {
        var (before, _) = (await applications.Find(request.ApplicationId, cancellationToken))!.Value;
        if (
            ApplicationBook.RefusesUnless(
                before,
                ApplicationStatus.Draft,
                ApplicationStatus.Submitted,
                ApplicationStatus.Surveyed,
                ApplicationStatus.Approved
            ) is
            { } wrongStatus
        )
        {
            return wrongStatus;
        }

        if (before.LoanId is { } loanId)
        {
            var loan = (await loans.Find(loanId, cancellationToken))!;
            if (!loan.History.Balance.Disbursed.IsZero)
            {
                return ApplicationErrors.AlreadyDisbursed;
            }

            await loans.Cancel(loanId, request.Reason, cancellationToken);
            work.Audit("loan.cancelled", loanId, null, new { request.Reason });
        }

        await applications.MoveTo(request.ApplicationId, ApplicationStatus.Withdrawn, cancellationToken);
        var (after, _) = (await applications.Find(request.ApplicationId, cancellationToken))!.Value;
        work.Audit(
            "application.withdrawn",
            request.ApplicationId,
            new { before.Status },
            new { after.Status, request.Reason }
        );
        return after;
    }
}
