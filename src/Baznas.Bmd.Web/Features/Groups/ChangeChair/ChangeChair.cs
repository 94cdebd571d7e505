using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Groups.ChangeChair;

/// <summary>Says which member chairs a group from today on. Who chaired it before stays on record.</summary>
[Allowed(Role.FieldOfficer)]
public sealed record ChangeChair : ICommand<GroupView>, IConditional, IApiEndpoint
{
    /// <summary>The group; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string GroupId { get; init; } = "";

    /// <summary>The member who chairs it; nobody when left out.</summary>
    public string? ChairId { get; init; }

    Subject IWrite.Subject => Subject.Group(GroupId);

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new GetGroup.GetGroup(GroupId), ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Put<ChangeChair, GroupView>(
            "/groups/{id}/chair",
            (string id, ChangeChair body) => body with { GroupId = id }
        );
}

/// <summary>Stores it.</summary>
public sealed class ChangeChairHandler(Work work, GroupBook groups, GroupChairs chairs, SubjectOffices offices)
    : IRequestHandler<ChangeChair, Result<GroupView>>
{
    /// <inheritdoc/>
    public async Task<Result<GroupView>> Handle(ChangeChair request, CancellationToken cancellationToken)
    {
        var group = (await groups.Find(request.GroupId, cancellationToken))!;
        if (request.ChairId is { } chair)
        {
            if (!await offices.BelongsTo(Subject.Borrower(chair), work.Office.Id, cancellationToken))
            {
                return SubjectOffices.NotFound(SubjectKind.Borrower) with { Field = "chairId" };
            }

            if (group.Members!.All(member => member.BorrowerId != chair))
            {
                return GroupErrors.NotAMember with { Field = "chairId" };
            }
        }

        if (request.ChairId == group.ChairId)
        {
            work.NothingChanged = true;
            return group;
        }

        await chairs.Change(group, request.ChairId, cancellationToken);
        return (await groups.Find(request.GroupId, cancellationToken))!;
    }
}
