using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Applications.GetApplicationFile;
using Baznas.Bmd.Web.Features.Applications.SubmitApplication;
using Baznas.Bmd.Web.Features.Impact.ListImpactSurveys;
using Baznas.Bmd.Web.Features.Impact.RecordImpactSurvey;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Applications.GetApplication;

/// <summary>An application: what it asks for, where it is on its way, what was said on it, and what is next.</summary>
public sealed class ApplicationPage : BmdPage
{
    private static readonly string[] Stages = ["drafted", "submitted", "surveyed", "decided", "signed", "disbursed"];

    /// <summary>The application.</summary>
    public ApplicationView Application { get; private set; } = null!;

    /// <summary>Its file.</summary>
    public ApplicationFile Dossier { get; private set; } = null!;

    /// <summary>Whether it ended without a loan.</summary>
    public bool HasEnded => Application.Status is ApplicationStatus.Rejected or ApplicationStatus.Withdrawn;

    /// <summary>Whether an approver sent it back and it was not handed in since.</summary>
    public bool WasReturned =>
        Application.Status == ApplicationStatus.Draft && Dossier.Steps.Any(step => step.Step == FileStep.Return);

    /// <summary>How many of the stages lie behind it.</summary>
    public int StagesDone =>
        Application.Status switch
        {
            ApplicationStatus.Draft => 1,
            ApplicationStatus.Submitted => 2,
            ApplicationStatus.Surveyed => 3,
            ApplicationStatus.Approved when IsDisbursed => 6,
            ApplicationStatus.Approved when IsSigned => 5,
            ApplicationStatus.Approved => 4,
            _ => 0,
        };

    /// <summary>The stages in order.</summary>
    public static IReadOnlyList<string> AllStages => Stages;

    /// <summary>Whether the akad was signed.</summary>
    public bool IsSigned => Dossier.Steps.Any(step => step.Step == FileStep.Akad);

    /// <summary>Whether money was paid out.</summary>
    public bool IsDisbursed => Dossier.Steps.Any(step => step.Step == FileStep.Disbursed);

    /// <summary>Whether it can still be taken back.</summary>
    public bool CanWithdraw => !HasEnded && !IsDisbursed;

    /// <summary>
    /// Whether the household still has to be asked how it stands before the loan, by whoever looks; once money was paid
    /// out it is too late.
    /// </summary>
    public bool IsSurveyMissing { get; private set; }

    /// <summary>Reads it.</summary>
    public async Task OnGet(string id)
    {
        Application = await Ask(new GetApplication(id));
        Dossier = await Ask(new GetApplicationFile.GetApplicationFile(id));
        IsSurveyMissing =
            CanWithdraw
            && May<RecordImpactSurvey>()
            && (await Ask(new ListImpactSurveys(Application.BorrowerId))).Items.All(survey =>
                survey.ApplicationId != Application.Id
            );
    }

    /// <summary>Hands it in.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        if (await Send(new SubmitApplication.SubmitApplication(id)) is (true, _))
        {
            return GoTo($"/applications/{id}", "applications.submitted");
        }

        await OnGet(id);
        return Page();
    }
}
