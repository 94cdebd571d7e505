using System.Reflection;
using System.Security.Cryptography;
using Baznas.Bmd.Web.Features.Audit.AuditPacks.Archive;
using Baznas.Bmd.Web.Features.Audit.AuditPacks.Contents;

namespace Baznas.Bmd.Web.Features.Audit.AuditPacks;

/// <summary>Makes a pack from the database as it is at one moment, onto disk.</summary>
public sealed class PackMaker(IServiceProvider services)
{
    private const string Explanation = "README.txt";

    /// <summary>Makes it.</summary>
    /// <param name="archive">Where to.</param>
    /// <param name="scope">What it is about.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The SHA-256 of the archive, in hexadecimal.</returns>
    public async Task<string> Make(FileStream archive, PackScope scope, CancellationToken ct)
    {
        using (var folder = new SpoolFolder())
        {
            var writer = new StoredZipWriter(archive);
            await Fill(new PackBuild(writer, folder, scope), ct);
            writer.Close();
        }

        await archive.FlushAsync(ct);
        archive.Position = 0;
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(archive, ct));
        archive.Position = 0;
        return sha256;
    }

    private async Task Fill(PackBuild build, CancellationToken ct)
    {
        build.Add(Explanation, CopyExplanation);
        var entries = await Part<LedgerPart>().Add(build, ct);
        var (loans, ids) = await Part<LoanPart>().Add(build, ct);
        await Part<EntryPart>().Add(build, ct);
        await Part<NumberPart>().Add(build, ct);
        await Part<ApprovalPart>().Add(build, ct);
        await Part<PeoplePart>().Add(build, ct);
        await Part<SamplePart>().Add(build, (loans, entries), ids, ct);
        var events = await Part<TrailPart>().Add(build, ct);
        build.Text(AuditPackManifest.Name, Manifest(build, events).ToText());
    }

    private T Part<T>()
        where T : notnull => services.GetRequiredService<T>();

    private static AuditPackManifest Manifest(PackBuild build, PackedEvents events)
    {
        var scope = build.Scope;
        return new AuditPackManifest
        {
            Format = AuditPackManifest.ThisFormat,
            Office = scope.Office.Code,
            OfficeId = scope.Office.Id,
            From = scope.From,
            To = scope.To,
            Books = new ManifestHead(scope.Books.Sequence, scope.Books.Hash, scope.Books.At),
            Events = events,
            Sample = new ManifestSample(scope.Seed, scope.SampleSize, SampleDraw.Algorithm),
            BackdatedDays = scope.BackdatedDays,
            Files = [.. build.Files],
        };
    }

    private static void CopyExplanation(Stream into)
    {
        using var text = Assembly
            .GetExecutingAssembly()
            .GetManifestResourceStream("Baznas.Bmd.Web.Pack." + Explanation)!;
        text.CopyTo(into);
    }
}
