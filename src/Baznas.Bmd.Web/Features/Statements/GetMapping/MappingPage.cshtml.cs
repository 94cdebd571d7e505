using Baznas.Bmd.Domain.Statements;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Statements.GetMapping;

/// <summary>What goes to which line of an office's statements.</summary>
public sealed class MappingPage : OneOfficePage
{
    /// <summary>The mapping that was written last.</summary>
    public MappingView Mapping { get; private set; } = null!;

    /// <summary>Shows it.</summary>
    public async Task OnGet([FromQuery] string? officeId)
    {
        OnlyFor<GetStatementMapping>();
        await ReadOffice(officeId);
        if (Office is not null)
        {
            Mapping = await Ask(new GetStatementMapping(Office.Id, null));
        }
    }

    /// <summary>What goes to a line, in words.</summary>
    public static string Said(StatementLine line)
    {
        var parts = new List<string> { string.Join(", ", line.Accounts.Select(PageText.Word)) };
        if (line.FundKinds.Count > 0)
        {
            parts.Add(string.Join(", ", line.FundKinds.Select(PageText.Word)));
        }

        if (line.EntryKinds.Count > 0)
        {
            parts.Add(string.Join(", ", line.EntryKinds.Select(PageText.Word)));
        }

        return string.Join(" · ", parts);
    }
}
