using Baznas.Bmd.Web.Features.Audit.ListEvents;
using Baznas.Bmd.Web.Features.Offices.ListOffices;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Audit.AuditPacks.MakeAuditPack;

/// <summary>Makes an auditor's pack, and shows which were made before.</summary>
public sealed class AuditPacksPage : BmdPage
{
    private const int MostOffices = 200;

    /// <summary>The offices there are to choose from, for who may see several.</summary>
    public IReadOnlyList<Choice> Offices { get; private set; } = [];

    /// <summary>The first day that is proposed: of last month.</summary>
    public DateOnly From { get; private set; }

    /// <summary>The last day that is proposed.</summary>
    public DateOnly To { get; private set; }

    /// <summary>The packs that were made of the caller's office, or of the chosen one, the newest first.</summary>
    public IReadOnlyList<MadePack> Made { get; private set; } = [];

    /// <summary>Shows what there is to say.</summary>
    public async Task OnGet()
    {
        OnlyFor<MakeAuditPack>();
        var today = await Today();
        To = new DateOnly(today.Year, today.Month, 1).AddDays(-1);
        From = new DateOnly(To.Year, To.Month, 1);
        if (Caller.OfficeId is null)
        {
            var offices = await Ask(new ListOffices { Limit = MostOffices });
            Offices = [.. offices.Items.Select(office => new Choice(office.Id, office.Name))];
        }

        var officeId = Sent("officeId") is { Length: > 0 } sent
            ? sent
            : Caller.OfficeId ?? (Offices.Count > 0 ? Offices[0].Value : null);
        if (officeId is not null)
        {
            var filter = new EventFilter
            {
                Limit = ListLength,
                OfficeId = officeId,
                Action = NoteAuditPack.NoteAuditPack.Action,
            };
            Made = [.. (await Ask(new ListEvents.ListEvents { Filter = filter })).Items.Select(MadePack.Of)];
        }
    }

    /// <summary>Makes it and hands it out.</summary>
    public async Task<IActionResult> OnPost()
    {
        if (Read<MakeAuditPack>() is { } asked)
        {
            try
            {
                var file = await Ask(asked);
                return Sent(file);
            }
            catch (RefusedException refused) when (refused.Error.Kind is ErrorKind.Invalid or ErrorKind.Conflict)
            {
                Refuse(refused.Error);
            }
        }

        await OnGet();
        return Page();
    }
}

/// <summary>A pack that was made, as its event tells it.</summary>
/// <param name="At">When.</param>
/// <param name="UserName">By whom.</param>
/// <param name="From">Of which days.</param>
/// <param name="To">To which.</param>
/// <param name="ArchiveSha256">Of the archive.</param>
public sealed record MadePack(DateTimeOffset At, string UserName, DateOnly From, DateOnly To, string ArchiveSha256)
{
    internal static MadePack Of(AuditEventView made)
    {
        var said = made.After!.Value;
        return new MadePack(
            made.At,
            made.User.UserName,
            DateOnly.ParseExact(said.GetProperty("from").GetString()!, "yyyy-MM-dd"),
            DateOnly.ParseExact(said.GetProperty("to").GetString()!, "yyyy-MM-dd"),
            said.GetProperty("archiveSha256").GetString()!
        );
    }
}
