using System.Globalization;
using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Statements;
using Baznas.Bmd.Web.Features.Statements.GetMapping;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Statements.ChangeMapping;

/// <summary>One statement of the mapping, as a form has it.</summary>
public sealed record StatementPart
{
    /// <summary>From when on.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Its groups.</summary>
    public required IReadOnlyList<NewGroup> Groups { get; init; }

    /// <summary>Its lines.</summary>
    public required IReadOnlyList<NewLine> Lines { get; init; }
}

/// <summary>The lines of one statement: what they are called, where they stand, and what goes there.</summary>
public sealed class EditMappingPage : OneOfficePage
{
    /// <summary>How many empty lines there are to fill in.</summary>
    public const int NewLines = 2;

    private const string AccountsField = "accounts";

    // What the page fills in itself: a row with nothing else is no row.
    private static readonly string[] Given = ["statement", "code", "side", "group", "order", "sign"];

    /// <summary>The statement.</summary>
    public StatementKind Statement { get; private set; }

    /// <summary>The mapping that was written last.</summary>
    public MappingView Mapping { get; private set; } = null!;

    /// <summary>What the form is filled in from.</summary>
    public string Seen => ETag.Of(Mapping);

    /// <summary>The statement's groups.</summary>
    public IReadOnlyList<StatementGroup> Groups => [.. Mapping.Groups.Where(group => group.Statement == Statement)];

    /// <summary>The statement's lines.</summary>
    public IReadOnlyList<StatementLine> Lines => [.. Mapping.Lines.Where(line => line.Statement == Statement)];

    /// <summary>The groups to choose from.</summary>
    public IReadOnlyList<Choice> GroupChoices =>
        [.. Groups.Select(group => new Choice(group.Code, StatementWords.CaptionOf(group.Caption, group.CaptionEn)))];

    /// <summary>A mark for a group that is added.</summary>
    public string NextGroup =>
        Enumerable
            .Range(Groups.Count + 1, Groups.Count + 1)
            .Select(no => string.Create(CultureInfo.InvariantCulture, $"kelompok-{no}"))
            .First(code => !Groups.Any(group => group.Code == code));

    /// <summary>The accounts to choose from.</summary>
    public IReadOnlyList<Choice> Accounts => Choice.Of(StatementScope.AccountsOf(Statement, null));

    /// <summary>The events to choose from; none where accounts say it all.</summary>
    public IReadOnlyList<Choice> EntryKinds =>
        Statement is StatementKind.FinancialPosition ? [] : Choice.Of(StatementScope.EntryKindsOf(Statement));

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGet(string statement, [FromQuery] string? officeId)
    {
        OnlyFor<ChangeStatementMapping>();
        if (
            Enum.GetValues<StatementKind>().Where(kind => StatementWords.FileOf(kind) == statement).ToList()
            is not [var one]
        )
        {
            return NotFound();
        }

        Statement = one;
        await ReadOffice(officeId);
        if (Office is null)
        {
            return GoTo("/statement-mapping");
        }

        Mapping = await Ask(new GetStatementMapping(Office.Id, null));
        return Page();
    }

    /// <summary>Keeps what was filled in, with the other statements as they are.</summary>
    public async Task<IActionResult> OnPost(string statement, [FromQuery] string? officeId)
    {
        if (await OnGet(statement, officeId) is not Microsoft.AspNetCore.Mvc.RazorPages.PageResult page)
        {
            return NotFound();
        }

        OnlyIfUnchanged();
        string[] given = Accounts.Count == 1 ? [.. Given, AccountsField] : Given;
        var command = Read<StatementPart>(given) is { } part ? Whole(part) : null;
        if (await Send(command) is (true, _))
        {
            return GoTo($"/statement-mapping?officeId={Office!.Id}", "mapping.done");
        }

        return IsOutdated
            ? GoTo($"/statement-mapping/{statement}?officeId={Office!.Id}", "form.changed_meanwhile")
            : page;
    }

    // What is edited comes first, so that a refusal finds its field.
    private ChangeStatementMapping Whole(StatementPart part) =>
        new()
        {
            OfficeId = Office!.Id,
            ValidFrom = part.ValidFrom,
            Groups =
            [
                .. part.Groups,
                .. Mapping.Groups.Where(group => group.Statement != Statement).Select(NewGroup.Of),
            ],
            Lines = [.. part.Lines, .. Mapping.Lines.Where(line => line.Statement != Statement).Select(NewLine.Of)],
        };
}
