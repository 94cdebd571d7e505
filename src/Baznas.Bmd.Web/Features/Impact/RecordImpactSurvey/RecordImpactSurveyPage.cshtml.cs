using Baznas.Bmd.Domain.Impact;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Applications.ListApplications;
using Baznas.Bmd.Web.Features.Borrowers;
using Baznas.Bmd.Web.Features.Borrowers.GetBorrower;
using Baznas.Bmd.Web.Features.Loans.ListLoans;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Impact.RecordImpactSurvey;

/// <summary>
/// Records a survey, on a phone at the borrower's table. The address may say the occasion and what it is about; else both
/// are chosen here.
/// </summary>
public sealed class RecordImpactSurveyPage : BmdPage
{
    /// <summary>The field of what the survey is about: an application or a loan, told apart by what stands before its id.</summary>
    public const string About = "about";

    private const string OfApplication = "application:";

    private const string OfLoan = "loan:";

    /// <summary>Who is asked.</summary>
    public BorrowerView Borrower { get; private set; } = null!;

    /// <summary>The office's date.</summary>
    public DateOnly OfficeToday { get; private set; }

    /// <summary>The occasion that the address says.</summary>
    public SurveyOccasion? Occasion { get; private set; }

    /// <summary>What the address says that it is about.</summary>
    public string? Chosen { get; private set; }

    /// <summary>What it can be about.</summary>
    public IReadOnlyList<Choice> Abouts { get; private set; } = [];

    /// <summary>The answers to a question about the spiritual side.</summary>
    public static IReadOnlyList<Choice> Answers { get; } =
    [
        .. Enumerable
            .Range(SpiritualAnswers.Least, SpiritualAnswers.Most)
            .Select(answer => FieldText.Of(answer)!)
            .Select(answer => new Choice(answer, answer)),
    ];

    /// <summary>Shows the form.</summary>
    public async Task OnGet(string id, string? occasion, string? applicationId, string? loanId)
    {
        OnlyFor<RecordImpactSurvey>();
        Borrower = await Ask(new GetBorrower(id));
        OfficeToday = await Today(Borrower.OfficeId);
        Occasion = Choice.All<SurveyOccasion>().Any(choice => choice.Value == occasion)
            ? EnumText.Parse<SurveyOccasion>(occasion!)
            : null;
        Chosen =
            applicationId is not null ? OfApplication + applicationId
            : loanId is not null ? OfLoan + loanId
            : null;
        var loans = (await Ask(new ListLoans { BorrowerId = id })).Items;
        var applications = (await Ask(new ListApplications { BorrowerId = id })).Items;
        Abouts =
        [
            .. applications
                .Where(one => one.Status is not (ApplicationStatus.Rejected or ApplicationStatus.Withdrawn))
                .Select(one => new Choice(
                    OfApplication + one.Id,
                    PageText.T("impact.about_application", one.Principal, one.AppliedOn)
                )),
            .. loans.Select(loan => new Choice(OfLoan + loan.Id, PageText.T("impact.about_loan", loan.Number))),
        ];
    }

    /// <summary>Stores it.</summary>
    public async Task<IActionResult> OnPost(string id, string? occasion, string? applicationId, string? loanId)
    {
        var about = Sent(About) ?? "";
        var command = Read<RecordImpactSurvey>() is { } read
            ? read with
            {
                BorrowerId = id,
                ApplicationId = After(about, OfApplication),
                LoanId = After(about, OfLoan),
            }
            : null;
        if (await Send(command) is (true, _))
        {
            return GoTo($"/borrowers/{id}", "impact.done");
        }

        await OnGet(id, occasion, applicationId, loanId);
        return Page();
    }

    private static string? After(string about, string kind) =>
        about.StartsWith(kind, StringComparison.Ordinal) ? about[kind.Length..] : null;
}
