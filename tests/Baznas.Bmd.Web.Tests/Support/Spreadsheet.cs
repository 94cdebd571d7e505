using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Baznas.Bmd.Web.Tests.Support;

/// <summary>LibreOffice without a window: it opens a workbook as a person would, calculates it anew, and says what it sees.</summary>
public static partial class Spreadsheet
{
    private static readonly string[] UsualPlaces = ["/usr/bin/soffice", "/usr/lib/libreoffice/program/soffice"];

    // One at a time: each start takes seconds of the machine.
    private static readonly SemaphoreSlim Turn = new(1);

    /// <summary>The program; null where there is none.</summary>
    public static string? Program { get; } =
        Environment.GetEnvironmentVariable("BMD_TEST_SOFFICE") ?? UsualPlaces.FirstOrDefault(File.Exists);

    /// <summary>Skips a test, and says so, where there is no LibreOffice.</summary>
    public static void IsNeeded()
    {
        if (Program is null)
        {
            Assert.Ignore("There is no LibreOffice to open workbooks with: apt install libreoffice-calc-nogui.");
        }
    }

    /// <summary>The first worksheet of each workbook as CSV, by the workbooks' names; all are opened by one start.</summary>
    public static async Task<IReadOnlyDictionary<string, string[]>> Open(IReadOnlyDictionary<string, byte[]> workbooks)
    {
        var folder = Directory.CreateTempSubdirectory("bmd-calc-").FullName;
        await Turn.WaitAsync();
        try
        {
            foreach (var (name, content) in workbooks)
            {
                await File.WriteAllBytesAsync(Path.Combine(folder, $"{name}.xlsx"), content);
            }

            await AlwaysCalculate(folder);
            await Convert(folder, workbooks.Keys);
            return workbooks.Keys.ToDictionary(
                name => name,
                name => File.ReadAllLines(Path.Combine(folder, $"{name}.csv")).Select(WithoutQuotedNumbers).ToArray()
            );
        }
        finally
        {
            Turn.Release();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string WithoutQuotedNumbers(string line) => QuotedNumber().Replace(line, "$1");

    [GeneratedRegex("\"(-?[0-9]+)\"")]
    private static partial Regex QuotedNumber();

    // Left to itself it believes what a workbook says its formulas came to.
    private static Task AlwaysCalculate(string folder)
    {
        var user = Directory.CreateDirectory(Path.Combine(folder, "profile", "user")).FullName;
        return File.WriteAllTextAsync(
            Path.Combine(user, "registrymodifications.xcu"),
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
            <item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
            </oor:items>
            """
        );
    }

    // A comma between cells, quotes around texts, UTF-8, cells as they are and not as they look, formulas by their values.
    private static async Task Convert(string folder, IEnumerable<string> names)
    {
        var start = new ProcessStartInfo(Program!)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = folder;
        foreach (
            var argument in new[]
            {
                $"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--norestore",
                "--convert-to",
                "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false",
            }.Concat(names.Select(name => $"{name}.xlsx"))
        )
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await process.WaitForExitAsync(patience.Token);
        Assert.That(process.ExitCode, Is.Zero, await said + await complained);
    }
}
