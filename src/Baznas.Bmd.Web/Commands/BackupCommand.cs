namespace Baznas.Bmd.Web.Commands;

/// <summary><c>backup &lt;file&gt;</c>: copies the database as it is at one moment, while the service runs.</summary>
internal static class BackupCommand
{
    public static async Task<int> Run(WebApplication app, string file)
    {
        if (file.Length == 0)
        {
            Console.Error.WriteLine("Usage: backup <file>");
            return 2;
        }

        var database = app.Services.GetRequiredService<Database>();
        try
        {
            await new Backup(database).To(file, CancellationToken.None);
        }
        catch (IOException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }

        Console.WriteLine($"Backed up to {file}.");
        if (database.FilePath is { } path && File.Exists(path + ".key"))
        {
            Console.WriteLine($"Keep {path}.key apart from it: without that key personal data can't be read.");
        }

        return 0;
    }
}
