using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Features.Today.GetToday;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Today.PlanMorningLists;

/// <summary>
/// Writes the day's list of visits into the outbox, for each field officer who asked for it and has not got it today.
/// Borrowers belong to no officer, so all officers of an office share its list.
/// </summary>
[AllowedToServiceOnly]
public sealed record PlanMorningLists : ICommand<PlannedLists>
{
    /// <summary>The office.</summary>
    public required string OfficeId { get; init; }

    Subject IWrite.Subject => Subject.Office(OfficeId);
}

/// <summary>How many lists were written.</summary>
/// <param name="Count">0 when none was due.</param>
public readonly record struct PlannedLists(int Count);

/// <summary>Writes them.</summary>
public sealed class PlanMorningListsHandler(StaffMail mail, DayVisits day, Work work)
    : IRequestHandler<PlanMorningLists, Result<PlannedLists>>
{
    /// <inheritdoc/>
    public async Task<Result<PlannedLists>> Handle(PlanMorningLists request, CancellationToken cancellationToken)
    {
        // The same for all, so it is read once, and only when anybody is to get it.
        IReadOnlyList<Visit>? visits = null;
        var count = await mail.Plan(
            StaffList.Morning,
            async reader =>
            {
                visits ??= await day.Of(work.Office.Id, work.Today, cancellationToken);
                return new MorningText(visits, work.Today, mail.AddressOf("/today")).For(reader);
            },
            cancellationToken
        );
        return new PlannedLists(count);
    }
}
