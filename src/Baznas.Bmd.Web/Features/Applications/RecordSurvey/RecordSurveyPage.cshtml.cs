using Baznas.Bmd.Web.Features.Applications.GetApplicationFile;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Applications.RecordSurvey;

/// <summary>Records a visit, on a phone held in one hand: a few things to tap, a score, and what was seen.</summary>
public sealed class RecordSurveyPage : BmdPage
{
    /// <summary>The application.</summary>
    public ApplicationView Application { get; private set; } = null!;

    /// <summary>Where to go.</summary>
    public ApplicationFile Dossier { get; private set; } = null!;

    /// <summary>The office's date.</summary>
    public DateOnly OfficeToday { get; private set; }

    /// <summary>What to tap for a question: each value is stored as it is, and read by its word.</summary>
    public static IReadOnlyList<Choice> Answers(params string[] values) =>
        [.. values.Select(value => new Choice(value, PageText.T($"finding.{value}")))];

    /// <summary>Shows the form.</summary>
    public async Task OnGet(string id)
    {
        Application = await Ask(new GetApplication.GetApplication(id));
        Dossier = await Ask(new GetApplicationFile.GetApplicationFile(id));
        OfficeToday = await Today(Application.OfficeId);
    }

    /// <summary>Stores the visit.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        var command = Read<RecordSurvey>() is { } read ? read with { ApplicationId = id } : null;
        if (await Send(command) is (true, { } application))
        {
            return GoTo($"/applications/{id}", "survey.done", application.BorrowerName);
        }

        await OnGet(id);
        return Page();
    }
}
