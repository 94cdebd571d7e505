using System.Diagnostics;
using System.Globalization;
using Baznas.Bmd.Web.Features.Demo.Telling;
using Baznas.Bmd.Web.Platform.Hosting;

namespace Baznas.Bmd.Web.Features.Demo;

/// <summary>
/// <c>--demo</c>: the service with a made-up office on a database of its own, which is made anew at each start. The
/// story ends now, or at <c>Bmd:Demo:Now</c>, from where the clock then goes on.
/// </summary>
internal static class DemoOffice
{
    private const string File = "data/demo.db";

    /// <summary>
    /// The demonstration's own database, whatever is configured. It is never kept, so its commits don't wait for the
    /// disk.
    /// </summary>
    public static readonly DatabaseOptions Database = new()
    {
        ConnectionString = $"Data Source={File}",
        DurableCommits = false,
    };

    /// <summary>Makes the office; its sign-ins are printed when the service listens.</summary>
    /// <returns>False, after saying so, when another demonstration runs on the same file.</returns>
    public static async Task<bool> Open(WebApplication app)
    {
        if (Alone() is not { } turn)
        {
            Console.Error.WriteLine($"Peragaan lain sedang memakai {File}. / Another demonstration is using {File}.");
            return false;
        }

        app.Lifetime.ApplicationStopped.Register(turn.Dispose);
        var started = Stopwatch.GetTimestamp();
        Clear();
        await app.Services.GetRequiredService<Migrator>().Migrate(CancellationToken.None);
        var clock = app.Services.GetRequiredService<ServiceClock>();
        var told = Configured(app.Configuration);
        var now = told ?? clock.GetUtcNow();
        var plan = DemoPlan.Of(DemoTeller.DayOf(now));
        var done = await DemoTeller.Tell(plan, app.Services, now);
        if (told is null)
        {
            clock.Release();
        }
        else
        {
            clock.MoveTo(now);
        }

        var made = new Made(done, Stopwatch.GetElapsedTime(started));
        app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine(Welcome(app.Urls.First(), made)));
        return true;
    }

    private static DateTimeOffset? Configured(IConfiguration configuration) =>
        configuration["Bmd:Demo:Now"] is { Length: > 0 } text
            ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            : null;

    // Held as long as the process lives: a second demonstration would pull the file from under the first.
    private static FileStream? Alone()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        try
        {
            return new FileStream(
                $"{File}.running",
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None,
                1,
                FileOptions.DeleteOnClose
            );
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static void Clear()
    {
        foreach (var suffix in (string[])["", "-wal", "-shm", "-journal", ".key"])
        {
            System.IO.File.Delete(File + suffix);
        }
    }

    private static string Welcome(string address, Made made)
    {
        var users = DemoUsers.All.Select(user =>
            $"    {user.UserName, -10}  {DemoUsers.Password}  {user.Title} ({EnumText.Of(user.Role)})"
        );
        return $"""

            Kantor peragaan BMD Kota Mojokerto siap / the demonstration office is ready.
              {made.Told.Borrowers} mitra, {made.Told.Loans} pinjaman, {made.Told.Commands} perintah dalam {made.Took.TotalSeconds:F0} detik; semua orangnya rekaan.

              Alamat / address       {address}
              Mitra / borrowers      {address}/my/sign-in
              Panduan API / docs     {address}/docs
              Tugas / jobs           {address}/jobs  (khusus admin)
              Basis data / database  {File}, dibuat baru setiap kali dimulai / made anew at each start
              Pesan / messages       {address}/messages

              Masuk / sign in        {address}/sign-in
                Pengguna    Kata sandi Peran
            {string.Join('\n', users)}

            """;
    }

    private sealed record Made(Told Told, TimeSpan Took);
}
