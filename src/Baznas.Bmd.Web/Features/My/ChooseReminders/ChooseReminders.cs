using Baznas.Bmd.Web.Features.Borrowers;
using Baznas.Bmd.Web.Features.Borrowers.RegisterBorrower;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.My.ChooseReminders;

/// <summary>Whether the borrower who asks wants to be reminded.</summary>
[Allowed(Role.Borrower)]
public sealed record ChooseReminders : ICommand<MyReminders>, IConditional, IApiEndpoint
{
    /// <summary>Who asks; from the sign-in alone.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string BorrowerId { get; init; } = "";

    /// <summary>Whether they want to.</summary>
    public required bool Wanted { get; init; }

    Subject IWrite.Subject => Subject.Borrower(BorrowerId);

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new GetMyOverview.GetMyOverview(), ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Put<ChooseReminders, MyReminders>(
            "/my/reminders",
            (CallContext context, ChooseReminders body) => body with { BorrowerId = context.Caller?.BorrowerId ?? "" }
        );
}

/// <summary>What a borrower chose.</summary>
/// <param name="Wanted">Whether they want to be reminded.</param>
public sealed record MyReminders(bool Wanted);

/// <summary>Writes it down.</summary>
public sealed class ChooseRemindersHandler(CallContext context, Work work, Consents consents)
    : IRequestHandler<ChooseReminders, Result<MyReminders>>
{
    /// <inheritdoc/>
    public async Task<Result<MyReminders>> Handle(ChooseReminders request, CancellationToken cancellationToken)
    {
        if (context.Caller!.BorrowerId != request.BorrowerId)
        {
            return SubjectOffices.NotFound(SubjectKind.Borrower);
        }

        work.NothingChanged = !await consents.Say(
            request.BorrowerId,
            ConsentPurpose.Reminders,
            request.Wanted,
            ConsentSource.Borrower
        );
        return new MyReminders(request.Wanted);
    }
}
