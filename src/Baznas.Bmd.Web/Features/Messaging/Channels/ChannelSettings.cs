using System.Net;
using Baznas.Bmd.Web.Platform.Texts;
using MimeKit;

namespace Baznas.Bmd.Web.Features.Messaging.Channels;

/// <summary>Settings that the service can't start with, in words. They name settings and never say what stands in them.</summary>
/// <param name="problems">A sentence on each.</param>
public sealed class SettingsException(IReadOnlyList<string> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>A sentence on each.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}

/// <summary>The channels that the service has been set up for, and how it delivers.</summary>
public sealed record ChannelSettings
{
    private const string WhatsAppSection = "Bmd:WhatsApp";
    private const string SmsSection = "Bmd:Sms";
    private const string EmailSection = "Bmd:Email";
    private const string DeliverySection = "Bmd:Delivery";

    private static readonly string[] Places = ["{to}", "{text}"];

    /// <summary>Null when there is none.</summary>
    public WhatsAppOptions? WhatsApp { get; private init; }

    /// <summary>Null when there is none.</summary>
    public SmsOptions? Sms { get; private init; }

    /// <summary>Null when there is none.</summary>
    public EmailOptions? Email { get; private init; }

    /// <summary>How messages are taken and sent.</summary>
    public DeliveryOptions Delivery { get; private init; } = new();

    /// <summary>Reads and checks them. A channel of which nothing is said is not there.</summary>
    /// <exception cref="SettingsException">They are wrong.</exception>
    public static ChannelSettings Read(IConfiguration configuration)
    {
        var settings = new ChannelSettings
        {
            WhatsApp = Bound<WhatsAppOptions>(configuration, WhatsAppSection),
            Sms = Bound<SmsOptions>(configuration, SmsSection),
            Email = Bound<EmailOptions>(configuration, EmailSection),
            Delivery = Bound<DeliveryOptions>(configuration, DeliverySection) ?? new(),
        };
        var problems = settings.Problems().ToList();
        return problems.Count == 0 ? settings : throw new SettingsException(problems);
    }

    private static T? Bound<T>(IConfiguration configuration, string section)
        where T : class
    {
        try
        {
            return configuration.GetSection(section).Get<T>();
        }
        catch (InvalidOperationException)
        {
            // Its own words would repeat the value.
            throw new SettingsException([Messages.Format("settings.unreadable", [section])]);
        }
    }

    private IEnumerable<string> Problems() =>
        [
            .. OfWhatsApp(),
            .. OfSms(),
            .. OfEmail(),
            .. Delivery.OutOfBounds().Select(name => Bounds(DeliverySection, name)),
            .. TooSlow(),
        ];

    // A message must be sent while it is still the node's.
    private IEnumerable<string> TooSlow() =>
        new[] { (WhatsAppSection, WhatsApp?.Limits), (SmsSection, Sms?.Limits), (EmailSection, Email?.Limits) }
            .Where(each => each.Item2?.TotalTimeout >= Delivery.Lease)
            .Select(each =>
                Messages.Format("settings.too_slow", [$"{each.Item1}:Limits:TotalTimeout", $"{DeliverySection}:Lease"])
            );

    private IEnumerable<string> OfWhatsApp()
    {
        if (WhatsApp is not { } set)
        {
            yield break;
        }

        if (
            Missing(WhatsAppSection, ("PhoneNumberId", set.PhoneNumberId), ("AccessToken", set.AccessToken)) is
            { } missing
        )
        {
            yield return missing;
        }

        // Reports are either checked or not taken.
        if (set.AppSecret.Length == 0 != (set.VerifyToken.Length == 0))
        {
            yield return Missing(WhatsAppSection, ("AppSecret", set.AppSecret), ("VerifyToken", set.VerifyToken))!;
        }

        if (!IsSafeAddress(set.BaseAddress))
        {
            yield return Messages.Format("settings.address", [$"{WhatsAppSection}:BaseAddress"]);
        }

        foreach (var name in set.Limits.OutOfBounds())
        {
            yield return Bounds(WhatsAppSection + ":Limits", name);
        }
    }

    private IEnumerable<string> OfSms()
    {
        if (Sms is not { } set)
        {
            yield break;
        }

        if (!IsSafeAddress(set.Address))
        {
            yield return Messages.Format("settings.address", [$"{SmsSection}:Address"]);
        }

        var isGet = set.Method.Equals("GET", StringComparison.OrdinalIgnoreCase);
        if (!isGet && set.Method.ToUpperInvariant() is not ("POST" or "PUT"))
        {
            yield return Messages.Format("settings.method", [$"{SmsSection}:Method"]);
        }

        var places = isGet ? set.Address : set.Address + set.Body;
        foreach (var place in Places.Where(place => !places.Contains(place, StringComparison.Ordinal)))
        {
            yield return Messages.Format(
                "settings.placeholder",
                [isGet ? $"{SmsSection}:Address" : $"{SmsSection}:Body", place]
            );
        }

        if (!System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(set.ContentType, out _))
        {
            yield return Messages.Format("settings.unreadable", [$"{SmsSection}:ContentType"]);
        }

        foreach (var name in set.Limits.OutOfBounds())
        {
            yield return Bounds(SmsSection + ":Limits", name);
        }
    }

    private IEnumerable<string> OfEmail()
    {
        if (Email is not { } set)
        {
            yield break;
        }

        if (Missing(EmailSection, ("Host", set.Host), ("From", set.From)) is { } missing)
        {
            yield return missing;
        }
        else if (!MailboxAddress.TryParse(set.From, out var from) || from.Domain.Length == 0)
        {
            yield return Messages.Format("settings.unreadable", [$"{EmailSection}:From"]);
        }

        if (set.Port is < 1 or > 65_535)
        {
            yield return Bounds(EmailSection, "Port");
        }

        if (set.UserName.Length == 0 != (set.Password.Length == 0))
        {
            yield return Missing(EmailSection, ("UserName", set.UserName), ("Password", set.Password))!;
        }

        if (set is { Security: MailSecurity.None, Password.Length: > 0 } && !IsThisMachine(set.Host))
        {
            yield return Messages.Format("settings.password_in_the_open", [$"{EmailSection}:Security"]);
        }

        foreach (var name in set.Limits.OutOfBounds())
        {
            yield return Bounds(EmailSection + ":Limits", name);
        }
    }

    private static string? Missing(string section, params (string Name, string Value)[] needed)
    {
        var names = needed.Where(each => each.Value.Length == 0).Select(each => $"{section}:{each.Name}").ToList();
        return names.Count == 0 ? null : Messages.Format("settings.missing", [string.Join(", ", names)]);
    }

    private static string Bounds(string section, string name) =>
        Messages.Format("settings.out_of_bounds", [$"{section}:{name}"]);

    // Texts and tokens don't travel in the open, but on the machine itself.
    private static bool IsSafeAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}

/// <summary>How messages are taken and sent: <c>Bmd:Delivery:…</c></summary>
public sealed record DeliveryOptions
{
    /// <summary>For how long a node takes a message; if it has not said by then what became of it, another takes it.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many a node takes at once.</summary>
    public int Batch { get; init; } = 20;

    /// <summary>How many of them it sends side by side.</summary>
    public int SideBySide { get; init; } = 4;

    /// <summary>The settings that are out of their bounds.</summary>
    public IEnumerable<string> OutOfBounds()
    {
        if (Lease < TimeSpan.FromSeconds(1) || Lease > TimeSpan.FromHours(1))
        {
            yield return nameof(Lease);
        }

        if (Batch is < 1 or > 200)
        {
            yield return nameof(Batch);
        }

        if (SideBySide is < 1 or > 32)
        {
            yield return nameof(SideBySide);
        }
    }
}
