using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Baznas.Bmd.Web.Features.MachineRoom;

/// <summary>Why a job failed, as operators may read it: without what could be anybody's data.</summary>
/// <param name="Type">The kind of error.</param>
/// <param name="Message">What it says.</param>
public sealed partial record JobFailure(string Type, string Message)
{
    private const int LongestMessage = 300;

    /// <summary>What may be kept of an error. The rest of it stands in the log.</summary>
    public static JobFailure Of(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        if (error is AggregateException { InnerExceptions: [var first, ..] })
        {
            return Of(first);
        }

        // Engines quote the value that broke a rule; their number says as much.
        var message = error is DbException database
            ? string.Create(CultureInfo.InvariantCulture, $"Database error {database.ErrorCode}")
            : Masked(error.Message);
        return new JobFailure(error.GetType().Name, message);
    }

    private static string Masked(string message)
    {
        var masked = Digits().Replace(Address().Replace(Quoted().Replace(message, "'…'"), "…"), "…");
        return masked.Length <= LongestMessage ? masked : masked[..LongestMessage] + "…";
    }

    [GeneratedRegex("'[^']*'|\"[^\"]*\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\S+@\S+")]
    private static partial Regex Address();

    // Phones, NIKs, numbers of accounts.
    [GeneratedRegex(@"\+?\d[\d .-]{4,}\d")]
    private static partial Regex Digits();
}
