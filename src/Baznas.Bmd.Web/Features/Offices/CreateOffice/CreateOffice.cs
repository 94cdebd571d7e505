using Baznas.Bmd.Domain.Borrowers;
using Baznas.Bmd.Domain.Calendars;
using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Offices.CreateOffice;

/// <summary>Opens an office with its calendar and its chart of accounts.</summary>
[Allowed(Role.Admin)]
public sealed record CreateOffice : ICommand<OfficeView>, IApiEndpoint
{
    /// <summary>The mark its numbers begin with, such as <c>MJK</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The name people read.</summary>
    public required string Name { get; init; }

    /// <summary>Kemendagri code of the town, such as <c>35.76</c>.</summary>
    public string? RegionCode { get; init; }

    /// <summary>The number borrowers call: 08…, 62… or +62….</summary>
    public string? Phone { get; init; }

    /// <summary>IANA name of the time zone whose date is the office's date.</summary>
    public string TimeZone { get; init; } = "Asia/Jakarta";

    /// <summary>Weekly days off, six at the most.</summary>
    public IReadOnlyList<Weekday> RestDays { get; init; } = [Weekday.Sat, Weekday.Sun];

    /// <summary>Where a due date goes that falls on a day off.</summary>
    public NonWorkingDayRule NonWorkingDayRule { get; init; } = NonWorkingDayRule.Next;

    /// <summary>From how many days past due each collectibility class begins; left out for the usual table.</summary>
    public IReadOnlyList<CollectibilityBand>? Collectibility { get; init; }

    Subject IWrite.Subject => Subject.Global;

    /// <inheritdoc/>
    public static void Map(Api api) => api.Post<CreateOffice, OfficeView>("/offices", (CreateOffice body) => body);
}

/// <summary>What the fields may hold.</summary>
public sealed class CreateOfficeValidator : AbstractValidator<CreateOffice>
{
    /// <summary>The rules.</summary>
    public CreateOfficeValidator()
    {
        RuleFor(c => c.Code).Matches("^[A-Z0-9]{2,8}\\z").WithMessage(_ => Messages.Text("field.office_code"));
        RuleFor(c => c.Name).Text(200);
        RuleFor(c => c.RegionCode).OptionalText(13);
        RuleFor(c => c.Phone).Phone();
        RuleFor(c => c.TimeZone)
            .Must(zone => TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            .WithMessage(_ => Messages.Text("field.time_zone"));
        RuleFor(c => c.RestDays)
            .Must(days => days.Distinct().Count() < 7)
            .WithMessage(_ => Messages.Text("field.rest_days"));
    }
}

/// <summary>Stores the office.</summary>
public sealed class CreateOfficeHandler(Db db, Work work, Ids ids) : IRequestHandler<CreateOffice, Result<OfficeView>>
{
    private static readonly Sql<CodeParameter, int> CountCode = new(
        "SELECT COUNT(*) AS [Offices] FROM [Office] WHERE [Code] = @Code"
    );

    private static readonly Sql<NewOffice, NoRows> Insert = new(
        """
        INSERT INTO [Office] ([Id], [Code], [Name], [RegionCode], [Phone], [TimeZone], [RestDays],
            [NonWorkingDayRule], [Collectibility], [CreatedAt])
        VALUES (@Id, @Code, @Name, @RegionCode, @Phone, @TimeZone, @RestDays,
            @NonWorkingDayRule, @Collectibility, @CreatedAt)
        """
    );

    /// <inheritdoc/>
    public async Task<Result<OfficeView>> Handle(CreateOffice request, CancellationToken cancellationToken)
    {
        var table = request.Collectibility is { } bands
            ? CollectibilityTable.Create(bands)
            : CollectibilityTable.Default;
        if (table.IsRefused(out var error))
        {
            return error;
        }

        if (await db.Find(CountCode, new CodeParameter(request.Code), cancellationToken) > 0)
        {
            return Error.Conflict("office.code_taken", request.Code) with { Field = "code" };
        }

        var office = new NewOffice
        {
            Id = ids.New(),
            Code = request.Code,
            Name = request.Name,
            RegionCode = request.RegionCode,
            Phone = PhoneNumber.TryParse(request.Phone, out var phone) ? phone.Value : null,
            TimeZone = request.TimeZone,
            RestDays = RestDays.Text(request.RestDays),
            NonWorkingDayRule = EnumText.Of(request.NonWorkingDayRule),
            Collectibility = Json.Write(table.Value.Bands),
            CreatedAt = work.Now,
        };
        await db.Execute(Insert, office, cancellationToken);
        await ChartOfAccounts.Seed(db, office.Id, cancellationToken);
        var view = new OfficeDataRow
        {
            Id = office.Id,
            Code = office.Code,
            Name = office.Name,
            RegionCode = office.RegionCode,
            Phone = office.Phone,
            TimeZone = office.TimeZone,
            RestDays = office.RestDays,
            NonWorkingDayRule = office.NonWorkingDayRule,
            Collectibility = office.Collectibility,
        }.ToView();
        work.Audit("office.created", office.Id, null, view);
        return view;
    }

    private sealed record CodeParameter(string Code);

    private sealed record NewOffice
    {
        public required string Id { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public required string? RegionCode { get; init; }
        public required string? Phone { get; init; }
        public required string TimeZone { get; init; }
        public required string RestDays { get; init; }
        public required string NonWorkingDayRule { get; init; }
        public required string Collectibility { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
    }
}

/// <summary>The accounts an office starts with; numbers and names are the office's to change.</summary>
internal static class ChartOfAccounts
{
    private static readonly Sql<AccountRow, NoRows> Insert = new(
        """
        INSERT INTO [Account] ([OfficeId], [Account], [Code], [Name], [Type])
        VALUES (@OfficeId, @Account, @Code, @Name, @Type)
        """
    );

    private static readonly (Account Account, string Code, string Name)[] Accounts =
    [
        (Account.Cash, "1101", "Kas"),
        (Account.Bank, "1102", "Bank"),
        (Account.QardhReceivable, "1301", "Piutang qardh"),
        (Account.BorrowerDeposits, "2101", "Titipan mitra"),
        (Account.FundBalance, "3101", "Saldo dana"),
        (Account.InfakIncome, "4101", "Penerimaan infak tidak terikat"),
        (Account.RecoveryIncome, "4201", "Penerimaan kembali penghapusan"),
        (Account.CashDifference, "4901", "Selisih kas"),
        (Account.Forgiveness, "5101", "Penyaluran dana (ibra')"),
        (Account.WriteOff, "5201", "Beban penghapusan piutang"),
    ];

    public static Task Seed(Db db, string officeId, CancellationToken ct) =>
        db.ExecuteEach(
            Insert,
            Accounts.Select(account => new AccountRow
            {
                OfficeId = officeId,
                Account = EnumText.Of(account.Account),
                Code = account.Code,
                Name = account.Name,
                Type = EnumText.Of(account.Account.Type()),
            }),
            ct
        );

    private sealed record AccountRow
    {
        public required string OfficeId { get; init; }
        public required string Account { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public required string Type { get; init; }
    }
}
