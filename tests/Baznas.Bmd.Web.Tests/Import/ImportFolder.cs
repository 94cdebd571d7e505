using System.Text;
using Baznas.Bmd.Web.Features.Import;
using Baznas.Bmd.Web.Features.Import.ImportLoanBook;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Hosting;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Import;

/// <summary>A folder to import, in a place of its own, that a test changes as it likes.</summary>
public sealed class ImportFolder : IDisposable
{
    public static readonly string CaseFolder = System.IO.Path.Combine(AppContext.BaseDirectory, "cases", "loan-book");

    private ImportFolder() { }

    public string Path { get; } = Directory.CreateTempSubdirectory("bmd-import-").FullName;

    /// <summary>The whole loan book of the case.</summary>
    public static ImportFolder OfCase()
    {
        var folder = new ImportFolder();
        foreach (var file in Directory.GetFiles(CaseFolder))
        {
            File.Copy(file, System.IO.Path.Combine(folder.Path, System.IO.Path.GetFileName(file)));
        }

        return folder;
    }

    /// <summary>
    /// The case's office with three borrowers, two loans and three repayments: B1 has an asnaf and is in a group, B2 and
    /// B3 are neither; L1 is weekly from infak, L2 monthly from infak.
    /// </summary>
    public static ImportFolder Small()
    {
        var folder = new ImportFolder();
        File.Copy(
            System.IO.Path.Combine(CaseFolder, "office.json"),
            System.IO.Path.Combine(folder.Path, "office.json")
        );
        folder.Write(
            "fund-receipts.csv",
            "fundCode,receivedOn,amount,account,source,reference",
            "INFAK,2026-01-02,10000000,bank,BAZNAS RI,R-1",
            "ZAKAT,2026-01-02,10000000,bank,BAZNAS RI,R-2"
        );
        folder.Write(
            "borrowers.csv",
            "borrowerNo,nik,fullName,sex,birthDate,phone,villageCode,address,asnaf,groupCode,businessName,"
                + "businessSector,monthlyIncome,reminders",
            "B1,3576995810880001,Siti,f,1988-10-18,081234567890,35.76.02.1009,Jl. Satu,fakir,K001,warung,kuliner,2500000,yes",
            "B2,3576991201900002,Budi,m,1990-01-12,,,,,,,,,no",
            "B3,3576991201900003,Tono,m,1990-01-12,,,,,,,,,no"
        );
        folder.Write(
            "loans.csv",
            "loanNo,borrowerNo,productCode,fundCode,principal,installments,disbursedOn,account,purpose",
            "L1,B1,QH-MGG,INFAK,1000000,10,2026-01-05,bank,Modal warung",
            "L2,B2,QH-BLN,INFAK,1200000,6,2026-01-06,bank,Modal sayur"
        );
        folder.Write(
            "repayments.csv",
            "loanNo,paidOn,amount,account,reference",
            "L1,2026-01-12,100000,cash,K-1",
            "L1,2026-01-19,100000,cash,K-2",
            "L2,2026-02-06,200000,bank,K-3"
        );
        return folder;
    }

    public void Write(string file, params string[] lines) =>
        File.WriteAllText(At(file), string.Join('\n', lines) + "\n", new UTF8Encoding(false));

    public void Append(string file, params string[] lines) =>
        File.AppendAllText(At(file), string.Join('\n', lines) + "\n");

    public void Replace(string file, string old, string with)
    {
        var text = File.ReadAllText(At(file));
        Assert.That(text, Does.Contain(old), "The test changes nothing.");
        File.WriteAllText(At(file), text.Replace(old, with, StringComparison.Ordinal));
    }

    public string At(string file) => System.IO.Path.Combine(Path, file);

    public string[] Lines(string file) => File.ReadAllLines(At(file));

    /// <summary>Leaves loans from a number on out, with their repayments, for what needs no more.</summary>
    public ImportFolder OnlyLoansBelow(string loanNo)
    {
        foreach (var file in new[] { "loans.csv", "repayments.csv" })
        {
            var lines = Lines(file);
            Write(file, [lines[0], .. lines.Skip(1).Where(row => string.CompareOrdinal(row, loanNo) < 0)]);
        }

        return this;
    }

    /// <summary>Moves everything ten years back, for a service whose clock is the machine's, whatever that says.</summary>
    public ImportFolder LongAgo()
    {
        foreach (var file in new[] { "office.json", "fund-receipts.csv", "loans.csv", "repayments.csv" })
        {
            var text = File.ReadAllText(At(file));
            File.WriteAllText(
                At(file),
                text.Replace("2025-", "2015-", StringComparison.Ordinal)
                    .Replace("2026-", "2016-", StringComparison.Ordinal)
            );
        }

        return this;
    }

    /// <summary>Imports it into a host's database as the sub-command does.</summary>
    public async Task<Domain.Results.Result<ImportSummary>> Import(BmdHost host, bool dryRun = false) =>
        await host.Services.SendAsService(
            new Origin(Edge.Import),
            new ImportLoanBook { Folder = Path, DryRun = dryRun }
        );

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>Everything that a kept unit of work changes: the ends of all audit chains.</summary>
internal static class Heads
{
    public static async Task<string> Of(BmdHost host)
    {
        var verification = (await (await host.Admin()).Get("/audit/verification")).Ok();
        Assert.That((bool)verification["verified"]!, verification.ToJsonString());
        return $"{verification["events"]} {verification["headHash"]}";
    }
}
