using System.Globalization;
using Baznas.Bmd.Domain.Reminders;
using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Features.Offices;
using Baznas.Bmd.Web.Features.Offices.ListOffices;
using Baznas.Bmd.Web.Features.Products;
using Baznas.Bmd.Web.Features.Products.ListProducts;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Reminders.ChangeReminderSettings;

/// <summary>When, how and on which days an office reminds its borrowers.</summary>
public sealed class ReminderSettingsPage : BmdPage
{
    /// <summary>The field of the office's days.</summary>
    public const string OfficeDays = "days";

    private const int All = 200;

    private static readonly string[] Places = ["first", "second", "third"];

    /// <summary>The office; null when there is none yet.</summary>
    public OfficeView? Office { get; private set; }

    /// <summary>The offices to choose from.</summary>
    public IReadOnlyList<OfficeView> Offices { get; private set; } = [];

    /// <summary>The products that may have days of their own.</summary>
    public IReadOnlyList<ProductView> Products { get; private set; } = [];

    /// <summary>What holds.</summary>
    public ReminderSettingsView Settings { get; private set; } = null!;

    /// <summary>The days of the office's rule.</summary>
    public IReadOnlyList<int> OfficeOffsets => Settings.Rules.First(rule => rule.ProductId is null).Offsets;

    /// <summary>The days of a product's own rule; null when it has none.</summary>
    public IReadOnlyList<int>? OffsetsOf(string productId) =>
        Settings.Rules.FirstOrDefault(rule => rule.ProductId == productId)?.Offsets;

    /// <summary>The days to choose from, with those that were chosen elsewhere.</summary>
    public static IEnumerable<Choice> Days(IEnumerable<int> chosen) =>
        ReminderRule
            .Offered.Union(chosen)
            .Order()
            .Select(offset => new Choice(
                offset.ToString(CultureInfo.InvariantCulture),
                offset switch
                {
                    < 0 => PageText.T("reminders.days_before", -offset),
                    0 => PageText.T("reminders.on_the_day"),
                    > 0 => PageText.T("reminders.days_after", offset),
                }
            ));

    /// <summary>The channels to choose from.</summary>
    public static IEnumerable<Choice> Channels =>
        ReminderTexts.Channels.Select(channel => new Choice(EnumText.Of(channel), PageText.Word(channel)));

    /// <summary>Shows what holds.</summary>
    public async Task OnGet([FromQuery] string? officeId)
    {
        OnlyFor<ChangeReminderSettings>();
        Offices = (await Ask(new ListOffices { Limit = All })).Items;
        Office = Offices.FirstOrDefault(office => office.Id == officeId) ?? (Offices is [var first, ..] ? first : null);
        if (Office is not null)
        {
            Settings = await Ask(new GetReminderSettings.GetReminderSettings(Office.Id));
            Products = (await Ask(new ListProducts { Limit = All })).Items;
        }
    }

    /// <summary>Keeps what was chosen.</summary>
    public async Task<IActionResult> OnPost([FromQuery] string officeId)
    {
        if (await Send(Chosen(officeId)) is (true, _))
        {
            return GoTo($"/settings/reminders?officeId={officeId}", "reminders.done");
        }

        await OnGet(officeId);
        return Page();
    }

    private ChangeReminderSettings Chosen(string officeId) =>
        new()
        {
            OfficeId = officeId,
            Hours = new HoursView { From = Sent("from") ?? "", Until = Sent("until") ?? "" },
            Channels =
            [
                .. Places
                    .Select(Sent)
                    .SelectMany(chosen => ReminderTexts.Channels.Where(channel => EnumText.Of(channel) == chosen)),
            ],
            RetentionMonths = Number(Sent("retentionMonths")) ?? 0,
            Rules =
            [
                new RuleView { ProductId = null, Offsets = Offsets(OfficeDays) },
                .. Request
                    .Form["own"]
                    .OfType<string>()
                    .Select(product => new RuleView
                    {
                        ProductId = product,
                        Offsets = Offsets($"{OfficeDays}-{product}"),
                    }),
            ],
        };

    private List<int> Offsets(string field) => [.. Request.Form[field].Select(Number).OfType<int>()];

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
