using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Features.Access;
using Baznas.Bmd.Web.Features.Access.CreateUser;
using Baznas.Bmd.Web.Features.Access.SaveMySettings;
using Baznas.Bmd.Web.Features.Borrowers.RegisterBorrower;
using Baznas.Bmd.Web.Features.Funds.CreateFund;
using Baznas.Bmd.Web.Features.Loans.DisburseLoan;
using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Features.Offices;
using Baznas.Bmd.Web.Features.Offices.CreateOffice;
using Baznas.Bmd.Web.Features.Offices.ReplaceHolidays;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Hosting;
using MediatR;

namespace Baznas.Bmd.Web.Features.Demo.Telling;

/// <summary>
/// The demonstration office with its people, as those who send its commands. Every command goes the way that one from
/// outside goes, as the user whose work it is, so that permissions and four eyes hold.
/// </summary>
internal sealed class DemoDesk
{
    private readonly IServiceProvider _services;
    private readonly Dictionary<string, Caller> _callers = [];

    private DemoDesk(IServiceProvider services) => _services = services;

    public string OfficeId { get; private set; } = "";

    public IReadOnlyDictionary<DemoFund, string> Funds { get; private set; } = new Dictionary<DemoFund, string>();

    public string WeeklyId { get; private set; } = "";

    public string MonthlyId { get; private set; } = "";

    public string StagedId { get; private set; } = "";

    /// <summary>What was done so far.</summary>
    public Told Told { get; private set; } = new(0, 0, 0);

    /// <summary>Opens the office on an empty database, on the day on which the clock stands.</summary>
    public static async Task<DemoDesk> Open(IServiceProvider services, DateOnly openedOn)
    {
        var desk = new DemoDesk(services);
        await desk.Hire(DemoUsers.Admin, Caller.Service, null);
        desk.OfficeId = await desk.OpenOffice(openedOn > DemoHolidays.LateKnownOn);
        foreach (var user in DemoUsers.All.Except([DemoUsers.Admin]))
        {
            await desk.Hire(user, desk._callers[DemoUsers.Admin.UserName], desk.OfficeId);
        }

        desk.Funds = new Dictionary<DemoFund, string>
        {
            [DemoFund.Infak] = await desk.OpenFund("INFAK", "Infak tidak terikat", FundKind.InfakTidakTerikat),
            [DemoFund.Zakat] = await desk.OpenFund("ZAKAT", "Zakat fakir dan miskin", FundKind.Zakat),
        };
        await desk.Send(DemoUsers.Admin, DemoHouseholds.HadKifayah(desk.OfficeId, openedOn));
        desk.WeeklyId = (await desk.Send(DemoUsers.Admin, DemoProducts.Weekly)).Id;
        desk.MonthlyId = (await desk.Send(DemoUsers.Admin, DemoProducts.Monthly)).Id;
        desk.StagedId = (await desk.Send(DemoUsers.Admin, DemoProducts.Staged)).Id;
        return desk;
    }

    /// <summary>Sends a command as one of the office's people.</summary>
    /// <exception cref="InvalidOperationException">It was refused: the story contradicts itself.</exception>
    public Task<T> Send<T>(DemoUser user, IRequest<Result<T>> command)
        where T : notnull => Send(_callers[user.UserName], command);

    /// <summary>Asks what somebody of the office may read; it counts for no command.</summary>
    public async Task<T> Ask<T>(DemoUser user, IRequest<Result<T>> query)
        where T : notnull => (await _services.SendAs(_callers[user.UserName], new Origin(Edge.Command), query)).Value;

    /// <summary>Sends a command that no user sends: what the nightly jobs do.</summary>
    public Task<T> SendByItself<T>(IRequest<Result<T>> command)
        where T : notnull => Send(Caller.Service, command);

    private async Task<T> Send<T>(Caller caller, IRequest<Result<T>> command)
        where T : notnull
    {
        Told = Told.With(command);
        var result = await _services.SendAs(caller, new Origin(Edge.Command), command);
        return result.IsRefused(out var error)
            ? throw new InvalidOperationException(
                $"{command} as {caller.UserName} was refused: {error.Code} {string.Join(", ", error.Arguments)}"
            )
            : result.Value;
    }

    private async Task Hire(DemoUser user, Caller by, string? officeId)
    {
        await Send(
            by,
            new CreateUser
            {
                UserName = user.UserName,
                DisplayName = user.DisplayName,
                Roles = [user.Role],
                OfficeId = officeId,
                ApprovalLimit = user.Role == Role.Approver ? DemoProducts.Monthly.MaxPrincipal : null,
                Password = DemoUsers.Password,
            }
        );
        await using var scope = _services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<Users>();
        var row = (await users.FindByName(user.UserName, CancellationToken.None))!;
        var caller = await users.CallerOf(row, CancellationToken.None);
        _callers[user.UserName] = caller;
        await Send(
            caller,
            new SaveMySettings
            {
                Email = row.UserName + "@bmd.example",
                Language = "id",
                Subscriptions = Topics.For(caller.Roles),
            }
        );
    }

    private async Task<string> OpenOffice(bool isLateOneKnown)
    {
        var office = await Send(
            DemoUsers.Admin,
            new CreateOffice
            {
                Code = "MJK",
                Name = "BMD Kota Mojokerto",
                RegionCode = "35.76",
                RestDays = [Weekday.Sun],
                Phone = "0810 0000 9000",
            }
        );
        await Send(
            DemoUsers.Admin,
            new ReplaceHolidays
            {
                OfficeId = office.Id,
                Holidays = isLateOneKnown
                    ? DemoHolidays.All
                    : [.. DemoHolidays.All.Where(day => day.Date != DemoHolidays.Late)],
            }
        );
        return office.Id;
    }

    private async Task<string> OpenFund(string code, string name, FundKind kind) =>
        (
            await Send(
                DemoUsers.Admin,
                new CreateFund
                {
                    OfficeId = OfficeId,
                    Code = code,
                    Name = name,
                    Kind = kind,
                }
            )
        ).Id;
}

/// <summary>How much was done.</summary>
/// <param name="Borrowers">Borrowers registered.</param>
/// <param name="Loans">Loans paid out.</param>
/// <param name="Commands">Commands sent.</param>
internal sealed record Told(int Borrowers, int Loans, int Commands)
{
    /// <summary>The same after another command.</summary>
    public Told With(object command) =>
        new(
            Borrowers + (command is RegisterBorrower ? 1 : 0),
            Loans + (command is DisburseLoan { TrancheNo: null or 1 } ? 1 : 0),
            Commands + 1
        );
}
