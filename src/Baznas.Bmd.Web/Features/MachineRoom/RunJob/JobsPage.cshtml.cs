using Baznas.Bmd.Web.Features.MachineRoom.ListJobRuns;
using Baznas.Bmd.Web.Features.MachineRoom.ListJobs;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.MachineRoom.RunJob;

/// <summary>The machine room: what runs by itself, how it stands, what it did, and a button to have it run now.</summary>
public sealed class JobsPage : BmdPage
{
    private const string Address = "/settings/jobs";

    /// <summary>The jobs.</summary>
    public IReadOnlyList<JobView> Jobs { get; private set; } = [];

    /// <summary>What the history is asked for.</summary>
    public JobsPageFilter Filter { get; private set; } = new();

    /// <summary>What they did.</summary>
    public Page<JobRunView> Runs { get; private set; } = new() { Items = [] };

    /// <summary>Shows all of it.</summary>
    public async Task OnGet(JobsPageFilter filter)
    {
        Filter = filter;
        await Show();
    }

    /// <summary>Has a job run.</summary>
    public async Task<IActionResult> OnPost()
    {
        var (done, started) = await Send(Read<RunJob>());
        if (done)
        {
            var notice = started!.WasRequestedBefore ? "jobs.started_before" : "jobs.started";
            return GoTo(Address, notice, TitleOf(started.Job));
        }

        await Show();
        return Page();
    }

    /// <summary>What is wrong, in a sentence.</summary>
    public static string Say(JobTrouble trouble)
    {
        var success = trouble.LastSuccessAt is { } at ? PageText.Instant(at) : PageText.T("jobs.never");
        var since = PageText.Instant(trouble.Since);
        return trouble.IsMissing
            ? PageText.T("jobs.trouble.missing", trouble.Title, since, success)
            : PageText.T(
                "jobs.trouble.failing",
                trouble.Title,
                trouble.OfficeName ?? PageText.T("jobs.no_office"),
                since,
                success
            );
    }

    /// <summary>A job's name; also that of one which is no more.</summary>
    public static string TitleOf(string job) => PageText.Find($"job.{job}") ?? job;

    private async Task Show()
    {
        Jobs = (await Ask(new ListJobs.ListJobs())).Items;
        Runs = await Ask(new ListJobRuns.ListJobRuns { Filter = Filter.ToFilter(ListLength) });
    }
}

/// <summary>What the history is asked for in the page's address.</summary>
public sealed record JobsPageFilter
{
#pragma warning disable CS1591 // As in JobRunFilter.
    public string? Cursor { get; init; }
    public string? Job { get; init; }
    public string? Outcome { get; init; }
#pragma warning restore CS1591

    internal JobRunFilter ToFilter(int limit) =>
        new()
        {
            Limit = limit,
            Cursor = Cursor,
            Job = string.IsNullOrEmpty(Job) ? null : Job,
            Outcome = EnumValue<JobRunOutcome>.TryParse(Outcome, out var outcome) ? outcome : null,
        };
}
