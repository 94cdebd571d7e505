using Baznas.Bmd.Web.Features.Messaging.Channels;
using Microsoft.Extensions.Configuration;

namespace Baznas.Bmd.Web.Tests.Messaging;

/// <summary>Settings are checked before the service starts, in words that name them and never say what stands in them.</summary>
[SetUICulture("en")]
[SetCulture("en")]
public sealed class ChannelSettingsTests
{
    private const string Secret = "rahasia";

    [Test]
    public void Nothing_is_needed()
    {
        var settings = Read();

        Assert.That(
            (settings.WhatsApp, settings.Sms, settings.Email),
            Is.EqualTo(((object?)null, (object?)null, (object?)null))
        );
    }

    [TestCase("Bmd:WhatsApp:PhoneNumberId=1", "Bmd:WhatsApp:AccessToken")]
    [TestCase("Bmd:WhatsApp:AccessToken=rahasia", "Bmd:WhatsApp:PhoneNumberId")]
    [TestCase(
        "Bmd:WhatsApp:PhoneNumberId=1;Bmd:WhatsApp:AccessToken=rahasia;Bmd:WhatsApp:AppSecret=rahasia",
        "Bmd:WhatsApp:VerifyToken"
    )]
    [TestCase(
        "Bmd:WhatsApp:PhoneNumberId=1;Bmd:WhatsApp:AccessToken=rahasia;Bmd:WhatsApp:BaseAddress=http://example.org",
        "Bmd:WhatsApp:BaseAddress must be an https"
    )]
    [TestCase(
        "Bmd:WhatsApp:PhoneNumberId=1;Bmd:WhatsApp:AccessToken=rahasia;Bmd:WhatsApp:Limits:Retries=99",
        "Bmd:WhatsApp:Limits:Retries"
    )]
    [TestCase(
        "Bmd:WhatsApp:PhoneNumberId=1;Bmd:WhatsApp:AccessToken=rahasia;Bmd:WhatsApp:Limits:TotalTimeout=rahasia",
        "Bmd:WhatsApp can't be read"
    )]
    [TestCase(
        "Bmd:WhatsApp:PhoneNumberId=1;Bmd:WhatsApp:AccessToken=rahasia;Bmd:Delivery:Lease=00:00:20",
        "must be shorter than Bmd:Delivery:Lease"
    )]
    [TestCase("Bmd:Sms:Method=POST", "Bmd:Sms:Address")]
    [TestCase("Bmd:Sms:Address=https://x.example/?key=rahasia;Bmd:Sms:Body={to}", "Bmd:Sms:Body must contain {text}")]
    [TestCase("Bmd:Sms:Address=https://x.example/?key=rahasia;Bmd:Sms:Method=GET", "Bmd:Sms:Address must contain {to}")]
    [TestCase("Bmd:Sms:Address=https://x.example/;Bmd:Sms:Method=rahasia", "Bmd:Sms:Method")]
    [TestCase("Bmd:Email:Host=mail.example.org", "Bmd:Email:From")]
    [TestCase("Bmd:Email:Host=mail.example.org;Bmd:Email:From=rahasia", "Bmd:Email:From can't be read")]
    [TestCase(
        "Bmd:Email:Host=mail.example.org;Bmd:Email:From=a@example.org;Bmd:Email:UserName=u",
        "Bmd:Email:Password"
    )]
    [TestCase(
        "Bmd:Email:Host=mail.example.org;Bmd:Email:From=a@example.org;Bmd:Email:UserName=u;Bmd:Email:Password=rahasia;Bmd:Email:Security=none",
        "in the open"
    )]
    [TestCase("Bmd:Delivery:Batch=0", "Bmd:Delivery:Batch")]
    public void What_is_wrong_is_said_by_its_name(string settings, string expected)
    {
        var refused = Assert.Throws<SettingsException>(() => Read(settings.Split(';')))!;

        Assert.That(refused.Message, Does.Contain(expected).And.Not.Contain(Secret));
    }

    private static ChannelSettings Read(params string[] settings) =>
        ChannelSettings.Read(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    settings
                        .Select(setting => setting.Split('=', 2))
                        .ToDictionary(pair => pair[0], string? (pair) => pair[1])
                )
                .Build()
        );
}
