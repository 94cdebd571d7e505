using System.Text.Json;
using System.Text.RegularExpressions;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Access.NamePeople;
using Baznas.Bmd.Web.Features.Applications.GetDecisionFile;
using Baznas.Bmd.Web.Features.Applications.PreviewDecision;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Applications.DecideApplication;

/// <summary>All that a decision rests on, and the decision, on one page.</summary>
public sealed partial class DecideApplicationPage : BmdPage
{
    /// <summary>The person, the product, the fund and earlier loans.</summary>
    public DecisionFile Dossier { get; private set; } = null!;

    /// <summary>What the application would become on the terms proposed last.</summary>
    public PreviewPart Preview { get; private set; } = null!;

    /// <summary>Who surveyed and who agreed.</summary>
    public PeopleView People { get; private set; } = new([]);

    /// <summary>What was filled in.</summary>
    public DecideApplication? Command { get; private set; }

    /// <summary>The office's date.</summary>
    public DateOnly OfficeToday { get; private set; }

    /// <summary>What was proposed last.</summary>
    public DecisionView? Proposed => Dossier.Decisions is [.., var last] ? last : null;

    /// <summary>How much would be granted.</summary>
    public Rupiah Principal => Proposed?.Principal ?? Dossier.Application.Principal;

    /// <summary>In how many instalments.</summary>
    public int Installments => Proposed?.Installments ?? Dossier.Application.Installments;

    /// <summary>Whether this person can say anything to it at all.</summary>
    public bool CanDecide =>
        May<DecideApplication>()
        && Dossier.Application.Status == ApplicationStatus.Surveyed
        && Dossier.Application.SubmittedBy != Caller.UserId;

    /// <summary>Whether the money left in the fund does not suffice for it.</summary>
    public bool IsFundShort =>
        Dossier.Application.Status == ApplicationStatus.Surveyed && Dossier.Fund.Left < Principal;

    /// <summary>What was looked at, in words: whoever surveys names it as they like.</summary>
    public static string NameOf(JsonProperty finding) =>
        PageText.Find($"field.findings.{finding.Name}")
        ?? CapitalLetter().Replace(finding.Name, " $0").ToLowerInvariant();

    /// <summary>What was found.</summary>
    public static string TextOf(JsonProperty finding) =>
        finding.Value.ValueKind switch
        {
            JsonValueKind.True => PageText.T("decide.yes"),
            JsonValueKind.False => PageText.T("decide.no"),
            _ => PageText.Find($"finding.{finding.Value.ToString().ToLowerInvariant()}") ?? finding.Value.ToString(),
        };

    /// <summary>Shows the file.</summary>
    public async Task OnGet(string id)
    {
        Dossier = await Ask(new GetDecisionFile.GetDecisionFile(id));
        OfficeToday = await Today(Dossier.Application.OfficeId);
        People = await Ask(
            new NamePeople
            {
                Ids =
                [
                    .. Dossier.Decisions.Select(decision => decision.DecidedBy),
                    .. new[]
                    {
                        Dossier.Application.Survey?.SurveyedBy,
                        Dossier.Application.SubmittedBy,
                    }.OfType<string>(),
                ],
            }
        );
        Preview = await PreviewOf(id);
    }

    /// <summary>Decides.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        Command = Read<DecideApplication>() is { } read ? read with { ApplicationId = id } : null;
        if (await Send(Command) is (true, { } application))
        {
            return application.LoanId is { } loan
                ? GoTo($"/loans/{loan}", "decide.done.granted", application.BorrowerName)
                : GoTo("/approvals", $"decide.done.{EnumText.Of(Command!.Decision)}", application.BorrowerName);
        }

        await OnGet(id);
        return Page();
    }

    [GeneratedRegex("(?<=[a-z])[A-Z]")]
    private static partial Regex CapitalLetter();

    private async Task<PreviewPart> PreviewOf(string id)
    {
        try
        {
            var preview = await Ask(
                new PreviewDecision.PreviewDecision
                {
                    ApplicationId = id,
                    Principal = Command?.Principal,
                    Installments = Command?.Installments,
                }
            );
            return PreviewPart.Of(preview, People);
        }
        catch (RefusedException refused)
        {
            return PreviewPart.Of(refused);
        }
    }
}
