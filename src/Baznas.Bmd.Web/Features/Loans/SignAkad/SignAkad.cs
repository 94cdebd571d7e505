using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Loans.DisburseLoan;
using Baznas.Bmd.Web.Features.Schedules.PreviewSchedule;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Loans.SignAkad;

/// <summary>Records that the akad qardh was signed. From now on the loan's terms are frozen.</summary>
[Allowed(Role.FieldOfficer)]
public sealed record SignAkad : ICommand<AkadView>, IConditional, IApiEndpoint
{
    /// <summary>The loan; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string LoanId { get; init; } = "";

    /// <summary>When it was signed; today when left out.</summary>
    public DateOnly? SignedOn { get; init; }

    /// <summary>Where.</summary>
    public required string Place { get; init; }

    /// <summary>The names of who saw it.</summary>
    public IReadOnlyList<string> Witnesses { get; init; } = [];

    Subject IWrite.Subject => Subject.Loan(LoanId);

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new GetLoan.GetLoan { Id = LoanId }, ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<SignAkad, AkadView>("/loans/{id}/akad", (string id, SignAkad body) => body with { LoanId = id });
}

/// <summary>A signed akad.</summary>
public sealed record AkadView
{
    /// <summary>The loan.</summary>
    public required string LoanId { get; init; }

    /// <summary>The loan's status now.</summary>
    public required LoanStatus Status { get; init; }

    /// <summary>The akad's number.</summary>
    public required string AkadNumber { get; init; }

    /// <summary>When it was signed.</summary>
    public required DateOnly SignedOn { get; init; }

    /// <summary>Where.</summary>
    public required string Place { get; init; }

    /// <summary>Who saw it.</summary>
    public required IReadOnlyList<string> Witnesses { get; init; }

    /// <summary>
    /// The schedule it was signed with, as if the money were handed over that day; missing in those signed before it was
    /// kept.
    /// </summary>
    [System.Text.Json.Serialization.JsonIgnore(
        Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull
    )]
    public IReadOnlyList<ScheduleRow>? Annex { get; init; }
}

/// <summary>What the fields may hold.</summary>
public sealed class SignAkadValidator : AbstractValidator<SignAkad>
{
    /// <summary>The rules.</summary>
    public SignAkadValidator()
    {
        RuleFor(c => c.SignedOn).Date();
        RuleFor(c => c.Place).Text(200);
        RuleFor(c => c.Witnesses).List(0, 10);
        RuleForEach(c => c.Witnesses).Text(200);
    }
}

/// <summary>Stores the akad, numbered.</summary>
public sealed class SignAkadHandler(Db db, Work work, Numbers numbers, LoanBook loans, LoanSchedules schedules)
    : IRequestHandler<SignAkad, Result<AkadView>>
{
    private static readonly Sql<NewAkad, NoRows> Insert = new(
        """
        INSERT INTO [Akad] ([LoanId], [Number], [SignedOn], [Place], [Witnesses], [SignedBy], [At], [Annex])
        VALUES (@LoanId, @Number, @SignedOn, @Place, @Witnesses, @SignedBy, @At, @Annex)
        """
    );

    /// <inheritdoc/>
    public async Task<Result<AkadView>> Handle(SignAkad request, CancellationToken cancellationToken)
    {
        var loan = (await loans.Find(request.LoanId, cancellationToken))!;
        var signedOn = request.SignedOn ?? work.Today;
        var status = loan.StatusOn(DateOnly.MaxValue);
        var error =
            (status == LoanStatus.Approved ? null : RunningLoanErrors.WrongStatus(status))
            ?? StepDates.NotInFuture(signedOn, work.Today).Error
            ?? StepDates.InOrder(new StepDate("decided", loan.Row.ApprovedOn), new StepDate("signed", signedOn)).Error;
        if (error is not null)
        {
            return error;
        }

        var view = new AkadView
        {
            LoanId = request.LoanId,
            Status = LoanStatus.Signed,
            AkadNumber = await numbers.Next(DocumentSeries.Akad, signedOn, request.LoanId, cancellationToken),
            SignedOn = signedOn,
            Place = request.Place,
            Witnesses = request.Witnesses,
            Annex = await Annex(loan.Row, signedOn, cancellationToken),
        };
        await db.Execute(
            Insert,
            new NewAkad
            {
                LoanId = view.LoanId,
                Number = view.AkadNumber,
                SignedOn = view.SignedOn,
                Place = view.Place,
                Witnesses = Json.Write(view.Witnesses),
                SignedBy = work.Caller.UserId,
                At = work.Now,
                Annex = view.Annex is { } annex ? Json.Write(annex) : null,
            },
            cancellationToken
        );
        work.Audit("loan.signed", request.LoanId, null, view);
        return view;
    }

    // The office's days off may change before anybody prints it. That a first due date has passed, the payout says.
    private async Task<IReadOnlyList<ScheduleRow>?> Annex(LoanRow loan, DateOnly signedOn, CancellationToken ct)
    {
        var planned = await schedules.Build(loan, loan.EarliestDisbursement(signedOn), ct);
        return planned.IsRefused(out _)
            ? null
            : [.. planned.Value.Instalments.Select(row => new ScheduleRow(row.No, row.DueOn, row.Amount))];
    }

    private sealed record NewAkad
    {
        public required string LoanId { get; init; }
        public required string Number { get; init; }
        public required DateOnly SignedOn { get; init; }
        public required string Place { get; init; }
        public required string Witnesses { get; init; }
        public required string SignedBy { get; init; }
        public required DateTimeOffset At { get; init; }
        public required string? Annex { get; init; }
    }
}
