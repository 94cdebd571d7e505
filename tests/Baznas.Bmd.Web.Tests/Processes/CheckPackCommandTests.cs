using Baznas.Bmd.Web.Tests.Audit.Packs;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Processes;

/// <summary>The check of a pack as an outsider runs it: no database, no settings, even wrong ones.</summary>
public sealed class CheckPackCommandTests
{
    [Test]
    public async Task It_says_in_the_language_asked_whether_a_pack_is_whole_and_ends_accordingly()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        var loan = await office.NewActive();
        (await office.Pay(loan, 100_000)).Ok();
        var pack = await AuditPack.Of(
            office.Auditor,
            new
            {
                officeId = office.Id,
                from = "2026-01-01",
                to = "2026-02-28",
            }
        );
        var head = $"{pack.Manifest["books"]!["sequence"]}:{pack.Manifest["books"]!["hash"]}";
        var whole = AuditPack.Save(host.Folder, pack.Bytes);
        var bytes = pack.Bytes.ToArray();
        bytes[^100] ^= 1;
        var changed = AuditPack.Save(host.Folder, bytes);
        using var installation = new Installation();
        installation.Settings["Bmd:Database:Provider"] = "tidak ada";

        var (good, said, _) = await installation.Run("id_ID.UTF-8", "check-pack", whole, "--head", head);
        var (bad, told, _) = await installation.Run("id_ID.UTF-8", "check-pack", changed, "--language", "en");
        var (none, _, missing) = await installation.Run("en_US.UTF-8", "check-pack", whole + ".x");

        Assert.Multiple(() =>
        {
            Assert.That(good, Is.Zero, said);
            Assert.That(
                said,
                Does.Contain("Paket utuh.").And.Contain("Kantor MJK, 1 Januari 2026 sampai 28 Februari 2026.")
            );
            Assert.That(bad, Is.EqualTo(1));
            Assert.That(told, Does.Contain("DAMAGED: ").And.Contain("The pack is NOT whole."));
            Assert.That(none, Is.EqualTo(2));
            Assert.That(missing, Does.StartWith("There is no file "));
        });
    }
}
