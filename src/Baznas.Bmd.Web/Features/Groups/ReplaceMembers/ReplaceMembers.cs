using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Groups.ReplaceMembers;

/// <summary>
/// Says who belongs to a group from today on. Who was a member before stays on record; a chair who
/// leaves chairs it no more.
/// </summary>
[Allowed(Role.FieldOfficer)]
public sealed record ReplaceMembers : ICommand<GroupView>, IConditional, IApiEndpoint
{
    /// <summary>The group.</summary>
    public required string GroupId { get; init; }

    /// <summary>The borrowers, each once; a borrower belongs to one group at a time.</summary>
    public required IReadOnlyList<string> BorrowerIds { get; init; }

    Subject IWrite.Subject => Subject.Group(GroupId);

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new GetGroup.GetGroup(GroupId), ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Put<ReplaceMembers, GroupView>(
            "/groups/{id}/members",
            (string id, List<string> body) => new ReplaceMembers { GroupId = id, BorrowerIds = body }
        );
}

/// <summary>What the fields may hold.</summary>
public sealed class ReplaceMembersValidator : AbstractValidator<ReplaceMembers>
{
    /// <summary>The rules.</summary>
    public ReplaceMembersValidator()
    {
        RuleFor(c => c.BorrowerIds).List(0, 50);
        RuleFor(c => c.BorrowerIds)
            .Must(ids => ids.Distinct().Count() == ids.Count)
            .WithMessage(_ => Messages.Text("field.members_once"));
    }
}

/// <summary>Stores who came and who left.</summary>
public sealed class ReplaceMembersHandler(Work work, GroupBook groups, GroupChairs chairs, Memberships memberships)
    : IRequestHandler<ReplaceMembers, Result<GroupView>>
{
    /// <inheritdoc/>
    public async Task<Result<GroupView>> Handle(ReplaceMembers request, CancellationToken cancellationToken)
    {
        var before = (await groups.Find(request.GroupId, cancellationToken))!;
        var present = before.Members!.Select(member => member.BorrowerId).ToHashSet();
        foreach (var id in request.BorrowerIds.Where(id => !present.Contains(id)))
        {
            if (await memberships.Begin(request.GroupId, id, cancellationToken) is { } error)
            {
                return error;
            }
        }

        foreach (var id in present.Except(request.BorrowerIds))
        {
            await memberships.End(request.GroupId, id, cancellationToken);
        }

        if (before.ChairId is { } chair && !request.BorrowerIds.Contains(chair))
        {
            await chairs.Change(before, null, cancellationToken);
        }

        var after = (await groups.Find(request.GroupId, cancellationToken))!;
        work.Audit("group.members_replaced", request.GroupId, before.Members, after.Members);
        return after;
    }
}
