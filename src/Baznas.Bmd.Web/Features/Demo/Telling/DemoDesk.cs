using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Features.Access;
using Baznas.Bmd.Web.Features.Access.CreateUser;
using Baznas.Bmd.Web.Features.Funds.CreateFund;
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

    /// <summary>How many commands were sent.</summary>
    public int Commands { get; private set; }

    /// <summary>Opens the office on an empty database.</summary>
    public static async Task<DemoDesk> Open(IServiceProvider services)
    {
        var desk = new DemoDesk(services);
        await desk.Hire(DemoUsers.Admin, Caller.Service, null);
        desk.OfficeId = await desk.OpenOffice();
        foreach (var user in DemoUsers.All.Except([DemoUsers.Admin]))
        {
            await desk.Hire(user, desk._callers[DemoUsers.Admin.UserName], desk.OfficeId);
        }

        desk.Funds = new Dictionary<DemoFund, string>
        {
            [DemoFund.Infak] = await desk.OpenFund("INFAK", "Infak tidak terikat", FundKind.InfakTidakTerikat),
            [DemoFund.Zakat] = await desk.OpenFund("ZAKAT", "Zakat fakir dan miskin", FundKind.Zakat),
        };
        desk.WeeklyId = (await desk.Send(DemoUsers.Admin, DemoProducts.Weekly)).Id;
        desk.MonthlyId = (await desk.Send(DemoUsers.Admin, DemoProducts.Monthly)).Id;
        return desk;
    }

    /// <summary>Sends a command as one of the office's people.</summary>
    /// <exception cref="InvalidOperationException">It was refused: the story contradicts itself.</exception>
    public Task<T> Send<T>(DemoUser user, IRequest<Result<T>> command)
        where T : notnull => Send(_callers[user.UserName], command);

    private async Task<T> Send<T>(Caller caller, IRequest<Result<T>> command)
        where T : notnull
    {
        Commands++;
        var result = await _services.SendAs(caller, command);
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
        _callers[user.UserName] = await users.CallerOf(row, CancellationToken.None);
    }

    private async Task<string> OpenOffice()
    {
        var office = await Send(
            DemoUsers.Admin,
            new CreateOffice
            {
                Code = "MJK",
                Name = "BMD Kota Mojokerto",
                RegionCode = "35.76",
                RestDays = [Weekday.Sun],
            }
        );
        await Send(DemoUsers.Admin, new ReplaceHolidays { OfficeId = office.Id, Holidays = DemoHolidays.All });
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
