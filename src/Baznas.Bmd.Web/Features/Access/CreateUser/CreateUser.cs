using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Access.CreateUser;

/// <summary>Gives a person a sign-in.</summary>
[Allowed(Role.Admin)]
public sealed record CreateUser : ICommand<UserView>, IApiEndpoint
{
    /// <summary>The name to sign in with; upper and lower case are the same.</summary>
    public required string UserName { get; init; }

    /// <summary>The name people read.</summary>
    public required string DisplayName { get; init; }

    /// <summary>What the person is there for.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>The only office they work for; left out for all offices, which only administrators and auditors may have.</summary>
    public string? OfficeId { get; init; }

    /// <summary>The highest principal they may approve, in rupiah; left out for no limit of their own.</summary>
    public Rupiah? ApprovalLimit { get; init; }

    /// <summary>Where they are written to, if they wish.</summary>
    public string? Email { get; init; }

    /// <summary>The first password, 8 characters or more.</summary>
    public required string Password { get; init; }

    Subject IWrite.Subject => OfficeId is null ? Subject.Global : Subject.Office(OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) => api.Post<CreateUser, UserView>("/users", (CreateUser body) => body);
}

/// <summary>A user, without secrets.</summary>
public sealed record UserView
{
#pragma warning disable CS1591 // As in the command.
    public required string Id { get; init; }
    public required string UserName { get; init; }
    public required string DisplayName { get; init; }
    public required IReadOnlyList<Role> Roles { get; init; }
    public required string? OfficeId { get; init; }
    public required Rupiah? ApprovalLimit { get; init; }
    public required string? Email { get; init; }
    public required bool IsActive { get; init; }
#pragma warning restore CS1591
}

/// <summary>What the fields may hold.</summary>
public sealed class CreateUserValidator : AbstractValidator<CreateUser>
{
    /// <summary>The rules.</summary>
    public CreateUserValidator()
    {
        RuleFor(c => c.UserName)
            .Matches("^[A-Za-z0-9][A-Za-z0-9._@+-]{1,99}\\z")
            .WithMessage(_ => Messages.Text("field.user_name"));
        RuleFor(c => c.DisplayName).Text(200);
        RuleFor(c => c.Roles).List(1, 6);
        RuleFor(c => c.ApprovalLimit).AmountOrZero();
        RuleFor(c => c.Email).Email();
        RuleFor(c => c.Password)
            .Must(password => password.Length is >= 8 and <= 200)
            .WithMessage(_ => Messages.Text("field.password"));
        RuleFor(c => c.OfficeId)
            .Must((c, office) => office is not null || c.Roles.All(role => role is Role.Admin or Role.Auditor))
            .WithMessage(_ => Messages.Text("field.office_required"));
    }
}

/// <summary>Stores the user.</summary>
public sealed class CreateUserHandler(Db db, Users users, Passwords passwords, Work work, Ids ids)
    : IRequestHandler<CreateUser, Result<UserView>>
{
    private static readonly Sql<NewUser, NoRows> Insert = new(
        """
        INSERT INTO [AppUser] ([Id], [UserName], [NormalizedUserName], [DisplayName], [OfficeId], [ApprovalLimit],
            [Email], [PasswordHash], [SecurityStamp], [IsActive], [CreatedAt])
        VALUES (@Id, @UserName, @NormalizedUserName, @DisplayName, @OfficeId, @ApprovalLimit,
            @Email, @PasswordHash, @SecurityStamp, @IsActive, @CreatedAt)
        """
    );

    private static readonly Sql<UserRole, NoRows> InsertRole = new(
        "INSERT INTO [AppUserRole] ([UserId], [Role]) VALUES (@UserId, @Role)"
    );

    /// <inheritdoc/>
    public async Task<Result<UserView>> Handle(CreateUser request, CancellationToken cancellationToken)
    {
        if (await users.FindByName(request.UserName, cancellationToken) is not null)
        {
            return Error.Conflict("user.name_taken", request.UserName) with { Field = "userName" };
        }

        var user = new NewUser
        {
            Id = ids.New(),
            UserName = request.UserName,
            NormalizedUserName = Users.Normalize(request.UserName),
            DisplayName = request.DisplayName,
            OfficeId = request.OfficeId,
            ApprovalLimit = request.ApprovalLimit,
            Email = request.Email,
            PasswordHash = passwords.Hash(request.Password),
            SecurityStamp = Guid.NewGuid().ToString(),
            IsActive = true,
            CreatedAt = work.Now,
        };
        var roles = request.Roles.Distinct().Order().ToList();
        await db.Execute(Insert, user, cancellationToken);
        await db.ExecuteEach(
            InsertRole,
            roles.Select(role => new UserRole(user.Id, EnumText.Of(role))),
            cancellationToken
        );
        var view = new UserView
        {
            Id = user.Id,
            UserName = user.UserName,
            DisplayName = user.DisplayName,
            Roles = roles,
            OfficeId = user.OfficeId,
            ApprovalLimit = user.ApprovalLimit,
            Email = user.Email,
            IsActive = true,
        };
        work.Audit("user.created", user.Id, null, view);
        return view;
    }

    private sealed record NewUser
    {
        public required string Id { get; init; }
        public required string UserName { get; init; }
        public required string NormalizedUserName { get; init; }
        public required string DisplayName { get; init; }
        public required string? OfficeId { get; init; }
        public required Rupiah? ApprovalLimit { get; init; }
        public required string? Email { get; init; }
        public required string PasswordHash { get; init; }
        public required string SecurityStamp { get; init; }
        public required bool IsActive { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
    }

    private sealed record UserRole(string UserId, string Role);
}
