using System.Net;
using Baznas.Bmd.Web.Features.Messaging.Channels;
using Microsoft.AspNetCore.HttpOverrides;

namespace Baznas.Bmd.Web.Platform.Hosting;

/// <summary>
/// Whose word is taken for where a request comes from: that of the proxies which <c>Bmd:TrustedProxies</c> names, by
/// addresses or networks with commas between. Anybody can send the headers that a proxy sends.
/// </summary>
internal static class Proxies
{
    public const string Setting = "Bmd:TrustedProxies";

    /// <summary>Reads which proxies are trusted.</summary>
    /// <exception cref="SettingsException">One is neither an address nor a network.</exception>
    public static void AddTrustedProxies(this WebApplicationBuilder builder)
    {
        var trusted = builder.Configuration[Setting];
        if (string.IsNullOrWhiteSpace(trusted))
        {
            return;
        }

        var networks = trusted
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(Network)
            .ToList();
        // After what the host's own ASPNETCORE_FORWARDEDHEADERS_ENABLED sets, which trusts everybody.
        builder.Services.PostConfigure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            networks.ForEach(options.KnownIPNetworks.Add);
        });
    }

    /// <summary>Takes their word, before anything else looks at a request.</summary>
    public static void UseTrustedProxies(this WebApplication app)
    {
        if (!string.IsNullOrWhiteSpace(app.Configuration[Setting]))
        {
            app.UseForwardedHeaders();
        }
    }

    private static System.Net.IPNetwork Network(string text)
    {
        if (System.Net.IPNetwork.TryParse(text, out var network))
        {
            return network;
        }

        return IPAddress.TryParse(text, out var address)
            ? new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8)
            : throw new SettingsException([
                $"{Setting}: \"{text}\" is neither an address nor a network such as 10.0.0.0/8.",
            ]);
    }
}
