using Baznas.Bmd.Web.Features.Reports.ClosePeriod;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Periods.RequestReopening;

/// <summary>Asks to open the month that was closed last again; another person decides.</summary>
[Allowed(Role.Approver, Role.Cashier)]
public sealed record RequestReopening : ICommand<ReopeningView>, IApiEndpoint
{
    /// <summary>The month, <c>2026-03</c>; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Period { get; init; } = "";

    /// <summary>The caller's office.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string OfficeId { get; init; } = "";

    /// <summary>Why it is needed.</summary>
    public required string Reason { get; init; }

    Subject IWrite.Subject => Subject.Office(OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<RequestReopening, ReopeningView>(
            "/periods/{period}/reopenings",
            (string period, RequestReopening body, CallContext context) =>
                body with
                {
                    Period = period,
                    OfficeId = context.Caller?.OfficeId ?? "",
                }
        );
}

/// <summary>What the fields may hold.</summary>
public sealed class RequestReopeningValidator : AbstractValidator<RequestReopening>
{
    /// <summary>The rules.</summary>
    public RequestReopeningValidator() => RuleFor(c => c.Reason).Text(1000);
}

/// <summary>Stores the request.</summary>
public sealed class RequestReopeningHandler(Work work, Ids ids, ClosedPeriods closed, ReopeningBook reopenings)
    : IRequestHandler<RequestReopening, Result<ReopeningView>>
{
    /// <inheritdoc/>
    public async Task<Result<ReopeningView>> Handle(RequestReopening request, CancellationToken cancellationToken)
    {
        if (!AccountingPeriod.TryParse(request.Period, out _))
        {
            return PeriodErrors.Malformed;
        }

        if (await closed.Last(work.Office.Id, cancellationToken) != request.Period)
        {
            return PeriodErrors.NotLastClosed(request.Period);
        }

        if (await reopenings.IsAnyPending(work.Office.Id, cancellationToken))
        {
            return PeriodErrors.ReopeningPending;
        }

        var view = new ReopeningView
        {
            Id = ids.New(),
            OfficeId = work.Office.Id,
            Period = request.Period,
            Status = ReopeningStatus.Pending,
            Reason = request.Reason,
            RequestedBy = work.Caller.UserId,
            RequestedAt = work.Now,
            Decision = null,
        };
        await reopenings.Add(view, cancellationToken);
        work.Audit("periodReopening.requested", view.Id, null, view);
        return await reopenings.Find(view.Id, cancellationToken);
    }
}
