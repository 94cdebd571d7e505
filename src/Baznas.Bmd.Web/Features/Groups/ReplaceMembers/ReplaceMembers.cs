using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Groups.ReplaceMembers;

/// <summary>Says who belongs to a group from today on. Who was a member before stays on record.</summary>
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
public sealed class ReplaceMembersHandler(Db db, Work work, GroupBook groups, SubjectOffices offices)
    : IRequestHandler<ReplaceMembers, Result<GroupView>>
{
    private static readonly Sql<Membership, int> CountElsewhere = new(
        """
        SELECT COUNT(*) AS [Memberships] FROM [GroupMember]
        WHERE [BorrowerId] = @BorrowerId AND [GroupId] <> @GroupId AND [LeftOn] IS NULL
        """
    );

    private static readonly Sql<MemberParameters, NoRows> Leave = new(
        """
        UPDATE [GroupMember] SET [LeftOn] = @On
        WHERE [GroupId] = @GroupId AND [BorrowerId] = @BorrowerId AND [LeftOn] IS NULL
        """
    );

    private static readonly Sql<MemberParameters, NoRows> JoinAgain = new(
        """
        UPDATE [GroupMember] SET [LeftOn] = NULL
        WHERE [GroupId] = @GroupId AND [BorrowerId] = @BorrowerId AND [JoinedOn] = @On
        """
    );

    private static readonly Sql<MemberParameters, NoRows> Join = new(
        "INSERT INTO [GroupMember] ([GroupId], [BorrowerId], [JoinedOn]) VALUES (@GroupId, @BorrowerId, @On)"
    );

    /// <inheritdoc/>
    public async Task<Result<GroupView>> Handle(ReplaceMembers request, CancellationToken cancellationToken)
    {
        var before = (await groups.Find(request.GroupId, cancellationToken))!;
        var present = before.Members!.Select(member => member.BorrowerId).ToHashSet();
        foreach (var id in request.BorrowerIds.Where(id => !present.Contains(id)))
        {
            if (!await offices.BelongsTo(Subject.Borrower(id), work.Office.Id, cancellationToken))
            {
                return SubjectOffices.NotFound(SubjectKind.Borrower);
            }

            if (await db.Find(CountElsewhere, new Membership(request.GroupId, id), cancellationToken) > 0)
            {
                return Error.Conflict("group.member_elsewhere");
            }

            var member = new MemberParameters(request.GroupId, id, work.Today);
            // Who left today and comes back today has not left.
            if (await db.Execute(JoinAgain, member, cancellationToken) == 0)
            {
                await db.Execute(Join, member, cancellationToken);
            }
        }

        foreach (var id in present.Except(request.BorrowerIds))
        {
            await db.Execute(Leave, new MemberParameters(request.GroupId, id, work.Today), cancellationToken);
        }

        var after = (await groups.Find(request.GroupId, cancellationToken))!;
        work.Audit("group.members_replaced", request.GroupId, before.Members, after.Members);
        return after;
    }

    private sealed record Membership(string GroupId, string BorrowerId);

    private sealed record MemberParameters(string GroupId, string BorrowerId, DateOnly On);
}
