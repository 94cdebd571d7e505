using System.Globalization;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Baznas.Bmd.Web.Platform.Personal;

/// <summary>
/// The key by which ASP.NET protects what it hands to browsers: derived from the service's secret, so that it is the
/// same on every node and after every start, and no second secret lies in a file. It changes when the secret does.
/// </summary>
/// <param name="keys">The service's secret.</param>
public sealed class DataProtectionKeys(Keys keys) : IXmlRepository
{
    private static readonly Guid KeyId = new("6f6d1a5e-93a4-4d7c-9f0b-2b8a51c6a0d1");

    private static readonly DateTimeOffset From = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset Until = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The one key, in the format that the framework stores its keys in.</summary>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var secret = new Secret([.. keys.For("data-protection/1"), .. keys.For("data-protection/2")]);
        var descriptor = new AuthenticatedEncryptorDescriptor(
            new AuthenticatedEncryptorConfiguration(),
            secret
        ).ExportToXml();
        return
        [
            new XElement(
                "key",
                new XAttribute("id", KeyId),
                new XAttribute("version", 1),
                new XElement("creationDate", Text(From)),
                new XElement("activationDate", Text(From)),
                new XElement("expirationDate", Text(Until)),
                new XElement(
                    "descriptor",
                    new XAttribute("deserializerType", descriptor.DeserializerType.AssemblyQualifiedName!),
                    descriptor.SerializedDescriptorElement
                )
            ),
        ];
    }

    /// <summary>There is nothing to store.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public void StoreElement(XElement element, string friendlyName) =>
        throw new NotSupportedException("Data protection has one key, derived from the service's secret.");

    private static string Text(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}

/// <summary>Makes ASP.NET use them.</summary>
internal static class DataProtection
{
    public static void AddDerivedDataProtection(this IServiceCollection services)
    {
        // The framework else binds what it protects to the folder the program lies in, and nodes may differ in that.
        services.AddDataProtection().SetApplicationName("Baznas.Bmd");
        services.AddSingleton<DataProtectionKeys>();
        services
            .AddOptions<KeyManagementOptions>()
            .Configure<DataProtectionKeys>(
                (options, repository) =>
                {
                    options.XmlRepository = repository;
                    options.AutoGenerateKeys = false;
                }
            );
    }
}
