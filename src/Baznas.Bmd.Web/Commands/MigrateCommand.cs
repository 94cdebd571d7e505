namespace Baznas.Bmd.Web.Commands;

/// <summary><c>migrate</c>: brings the schema up to date and says what it did.</summary>
internal static class MigrateCommand
{
    public static async Task<int> Run(WebApplication app)
    {
        var applied = await app.Services.GetRequiredService<Migrator>().Migrate(CancellationToken.None);
        Console.WriteLine(applied.Count == 0 ? "The schema is up to date." : $"Applied: {string.Join(", ", applied)}");
        return 0;
    }
}
