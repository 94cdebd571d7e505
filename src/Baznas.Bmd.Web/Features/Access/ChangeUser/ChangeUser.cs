using System.Text.Json.Serialization;
using Baznas.Bmd.Web.Features.Access.CreateUser;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Access.ChangeUser;

/// <summary>
/// Changes what a user is there for, ends their sign-in or lets them sign in again, or gives them a new password. It
/// holds from their next request on; with a new password, or once they may not sign in, all their sign-ins end. Their name
/// stays: it stands on papers, which are the same however late they are printed again.
/// </summary>
[Allowed(Role.Admin)]
public sealed record ChangeUser : ICommand<UserView>, IConditional, IApiEndpoint
{
    /// <summary>The user; from the path.</summary>
    [JsonIgnore]
    public string Id { get; init; } = "";

    /// <summary>What the person is there for.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>The highest principal they may approve, in rupiah; left out for no limit of their own.</summary>
    public Rupiah? ApprovalLimit { get; init; }

    /// <summary>Whether they may sign in.</summary>
    public required bool IsActive { get; init; }

    /// <summary>A new password, 8 characters or more; left out, the old one stays.</summary>
    public string? Password { get; init; }

    Subject IWrite.Subject => Subject.User(Id);

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new GetUser.GetUser(Id), ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Put<ChangeUser, UserView>("/users/{id}", (string id, ChangeUser body) => body with { Id = id });
}

/// <summary>What the fields may hold.</summary>
public sealed class ChangeUserValidator : AbstractValidator<ChangeUser>
{
    /// <summary>The rules.</summary>
    public ChangeUserValidator()
    {
        RuleFor(c => c.Roles).List(1, 6);
        RuleFor(c => c.ApprovalLimit).AmountOrZero();
        RuleFor(c => c.Password)
            .Must(password => password is null || password.Length is >= 8 and <= 200)
            .WithMessage(_ => Messages.Text("field.password"));
    }
}

/// <summary>Stores the change.</summary>
public sealed class ChangeUserHandler(Db db, UserViews users, Passwords passwords, Work work)
    : IRequestHandler<ChangeUser, Result<UserView>>
{
    private static readonly Sql<Change, NoRows> Update = new(
        """
        UPDATE [AppUser] SET [ApprovalLimit] = @ApprovalLimit, [IsActive] = @IsActive WHERE [Id] = @Id
        """
    );

    private static readonly Sql<NewPassword, NoRows> UpdatePassword = new(
        "UPDATE [AppUser] SET [PasswordHash] = @PasswordHash WHERE [Id] = @Id"
    );

    private static readonly Sql<NewStamp, NoRows> EndSignIns = new(
        "UPDATE [AppUser] SET [SecurityStamp] = @SecurityStamp WHERE [Id] = @Id"
    );

    private static readonly Sql<IdParameter, NoRows> DeleteRoles = new(
        "DELETE FROM [AppUserRole] WHERE [UserId] = @Id"
    );

    private static readonly Sql<UserRole, NoRows> InsertRole = new(
        "INSERT INTO [AppUserRole] ([UserId], [Role]) VALUES (@UserId, @Role)"
    );

    /// <inheritdoc/>
    public async Task<Result<UserView>> Handle(ChangeUser request, CancellationToken cancellationToken)
    {
        var before = await users.Find(request.Id, cancellationToken);
        if (Refused(request, before) is { } error)
        {
            return error;
        }

        await db.Execute(Update, Change.Of(request), cancellationToken);
        await db.Execute(DeleteRoles, new IdParameter(request.Id), cancellationToken);
        await db.ExecuteEach(
            InsertRole,
            request.Roles.Distinct().Select(role => new UserRole(request.Id, EnumText.Of(role))),
            cancellationToken
        );
        if (request.Password is { } password)
        {
            await db.Execute(UpdatePassword, new NewPassword(request.Id, passwords.Hash(password)), cancellationToken);
        }

        if (request.Password is not null || (before.IsActive && !request.IsActive))
        {
            await db.Execute(EndSignIns, new NewStamp(request.Id, Guid.NewGuid().ToString()), cancellationToken);
        }

        var after = await users.Find(request.Id, cancellationToken);
        work.Audit("user.changed", request.Id, before, after);
        if (request.Password is not null)
        {
            work.Audit("user.password_replaced", request.Id, null, new { after.UserName });
        }

        return after;
    }

    // An administrator who locks themselves out can't mend it; another one can.
    private Error? Refused(ChangeUser request, UserView before)
    {
        if (request.Id == work.Caller.UserId && !(request.IsActive && request.Roles.Contains(Role.Admin)))
        {
            return UserErrors.OwnAccess;
        }

        return before.OfficeId is null && request.Roles.Any(role => role is not (Role.Admin or Role.Auditor))
            ? UserErrors.OfficeRequired
            : null;
    }

    private sealed record Change
    {
        public required string Id { get; init; }
        public required Rupiah? ApprovalLimit { get; init; }
        public required bool IsActive { get; init; }

        public static Change Of(ChangeUser request) =>
            new()
            {
                Id = request.Id,
                ApprovalLimit = request.ApprovalLimit,
                IsActive = request.IsActive,
            };
    }

    private sealed record NewPassword(string Id, string PasswordHash);

    private sealed record NewStamp(string Id, string SecurityStamp);

    private sealed record UserRole(string UserId, string Role);
}

/// <summary>Refusals about users.</summary>
public static class UserErrors
{
    /// <summary>Administrators can't take away their own access.</summary>
    public static readonly Error OwnAccess = Error.Conflict("user.own_access");

    /// <summary>Only administrators and auditors work for all offices.</summary>
    public static readonly Error OfficeRequired = Error.Invalid("field.office_required") with { Field = "roles" };
}
