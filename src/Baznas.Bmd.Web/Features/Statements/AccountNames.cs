namespace Baznas.Bmd.Web.Features.Statements;

/// <summary>
/// The office's numbers and names of accounts within other statements: those of the version that is in force on a day, or,
/// before the first one, those the office began with.
/// </summary>
public static class AccountNames
{
    /// <summary>The number, by the joins of <see cref="On"/>.</summary>
    public const string Code = "COALESCE(n.[Code], a.[Code])";

    /// <summary>The name, likewise.</summary>
    public const string Name = "COALESCE(n.[Name], a.[Name])";

    /// <summary>Joins them to the account <c>a</c>.</summary>
    /// <param name="day">The parameter that is the day.</param>
    public static string On(string day) =>
        $"""
            LEFT JOIN [AccountName] n ON n.[OfficeId] = a.[OfficeId] AND n.[Account] = a.[Account]
                    AND n.[Version] = (SELECT MAX(c.[Version]) FROM [ChartVersion] c
                        WHERE c.[OfficeId] = a.[OfficeId] AND c.[ValidFrom] <= {day})
            """;
}
