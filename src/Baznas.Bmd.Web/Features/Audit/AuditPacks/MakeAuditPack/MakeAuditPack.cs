using Baznas.Bmd.Web.Features.Audit.AuditPacks.Archive;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Audit.AuditPacks.MakeAuditPack;

/// <summary>
/// The auditor's pack of a period: one archive to take along. It changes nothing in the books; that it was made is an event,
/// since it takes personal data out of the service.
/// </summary>
[Allowed(Role.Auditor, Role.Admin)]
public sealed record MakeAuditPack : IQuery<AuditPackFile>, IApiEndpoint
{
    /// <summary>The most loans, and the most entries, of a sample.</summary>
    public const int MostSampled = 200;

    private const int UsualSample = 25;

    private const int UsualDays = 7;

    /// <summary>The office.</summary>
    public required string OfficeId { get; init; }

    /// <summary>The first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>What the sample is drawn by; the last hash of the audit trail when left out, which nobody can choose.</summary>
    public string? SampleSeed { get; init; }

    /// <summary>How many loans, and how many entries, are drawn; 25 when left out.</summary>
    public int? SampleSize { get; init; }

    /// <summary>An entry booked later than this many days after its date is listed as dated back; 7 when left out.</summary>
    public int? BackdatedDays { get; init; }

    Subject IRead.Subject => Subject.Office(OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.PostAction<MakeAuditPack, AuditPackFile>("/audit/packs", (MakeAuditPack body) => body);

    /// <summary>What the pack is about, of an office's books as they were.</summary>
    internal PackScope ScopeOf(OfficeRow office, string officeName, BooksMoment books) =>
        new()
        {
            Office = office,
            OfficeName = officeName,
            From = From,
            To = To,
            Books = books,
            Seed = string.IsNullOrWhiteSpace(SampleSeed) ? books.Hash : SampleSeed.Trim(),
            SampleSize = SampleSize ?? UsualSample,
            BackdatedDays = BackdatedDays ?? UsualDays,
        };
}

/// <summary>What the fields may hold.</summary>
public sealed class MakeAuditPackValidator : AbstractValidator<MakeAuditPack>
{
    private const int MostDays = 3_650;

    private const int LongestSeed = 100;

    /// <summary>The rules.</summary>
    public MakeAuditPackValidator()
    {
        RuleFor(q => q.To).GreaterThanOrEqualTo(q => q.From).WithMessage(_ => Messages.Text("report.period_reversed"));
        RuleFor(q => q.From).GreaterThan(DateOnly.MinValue).WithMessage(_ => Messages.Text("report.period_reversed"));
        RuleFor(q => q.SampleSeed)
            .Must(seed => seed is null || (seed.Length <= LongestSeed && !seed.Any(char.IsControl)))
            .WithMessage(_ => Messages.Format("field.optional_text", [LongestSeed]));
        RuleFor(q => q.SampleSize)
            .Must(size => size is null or >= 0 and <= MakeAuditPack.MostSampled)
            .WithMessage(_ => Messages.Format("field.between", [0, MakeAuditPack.MostSampled]));
        RuleFor(q => q.BackdatedDays)
            .Must(days => days is null or >= 0 and <= MostDays)
            .WithMessage(_ => Messages.Format("field.between", [0, MostDays]));
    }
}

/// <summary>A pack on disk, which is gone once it was sent.</summary>
/// <param name="name">The archive's name.</param>
/// <param name="stream">Its bytes.</param>
/// <param name="sha256">Of its bytes.</param>
public sealed class AuditPackFile(string name, FileStream stream, byte[] sha256) : IFile
{
    /// <inheritdoc/>
    public byte[] Content => throw new NotSupportedException("A pack is sent from disk.");

    /// <inheritdoc/>
    public Stream Stream => stream;

    /// <inheritdoc/>
    public string ContentType => "application/zip";

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public byte[] Sha256 => sha256;
}

/// <summary>Makes it from a snapshot, so that nobody waits, and then notes that it was made.</summary>
public sealed class MakeAuditPackHandler(
    Db db,
    CallContext context,
    IMediator mediator,
    PackMaker maker,
    OfficeDates dates
) : IRequestHandler<MakeAuditPack, Result<AuditPackFile>>
{
    private static readonly Error TooLarge = Error.Conflict("audit_pack.too_large");

    private static readonly Sql<IdParameter, NamedOffice> OfficeOf = new(
        "SELECT [Id], [Code], [Name], [TimeZone] FROM [Office] WHERE [Id] = @Id"
    );

    private static readonly Sql<IdParameter, BooksMoment> BooksOf = new(
        """
        SELECT [Sequence], [At], [Hash] FROM [AuditEvent]
        WHERE [ChainId] = @Id AND [Action] <> 'auditPack.made'
        ORDER BY [Sequence] DESC
        {one}
        """
    );

    /// <inheritdoc/>
    public async Task<Result<AuditPackFile>> Handle(MakeAuditPack request, CancellationToken cancellationToken)
    {
        var today = await dates.TodayOf(request.OfficeId, cancellationToken);
        if (request.To > today)
        {
            return Error.Conflict("date.in_future", request.To, today) with { Field = "to" };
        }

        var file = TemporaryFile();
        try
        {
            var (scope, sha256) = await db.InSnapshot(() => Make(request, file, cancellationToken), cancellationToken);
            await Note(request, scope, sha256, cancellationToken);
            var name = $"BMD-{scope.Office.Code}-audit-{scope.From:yyyy-MM-dd}-{scope.To:yyyy-MM-dd}.zip";
            return new AuditPackFile(name, file, Convert.FromHexString(sha256));
        }
        catch (ArchiveTooLargeException)
        {
            await file.DisposeAsync();
            return TooLarge;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private async Task<(PackScope Scope, string Sha256)> Make(
        MakeAuditPack request,
        FileStream file,
        CancellationToken ct
    )
    {
        var id = new IdParameter(request.OfficeId);
        var office = (await db.Find(OfficeOf, id, ct))!;
        var books = await db.Find(BooksOf, id, ct) ?? new BooksMoment { Hash = AuditTrail.Root };
        var scope = request.ScopeOf(office.Row, office.Name, books);
        return (scope, await maker.Make(file, scope, ct));
    }

    private async Task Note(MakeAuditPack request, PackScope scope, string sha256, CancellationToken ct)
    {
        // A key would have the note of an earlier pack answer for this one.
        context.IdempotencyKey = null;
        var noted = await mediator.Send(
            new NoteAuditPack.NoteAuditPack
            {
                OfficeId = request.OfficeId,
                Scope = scope,
                ArchiveSha256 = sha256,
            },
            ct
        );
        if (noted.IsRefused(out var error))
        {
            throw new InvalidOperationException($"That a pack was made could not be noted: {error.Code}");
        }
    }

    // Nobody else can read it, and nothing of it stays.
    private static FileStream TemporaryFile()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(Path.Combine(Path.GetTempPath(), $"bmd-pack-{Guid.NewGuid():N}.zip"), options);
    }

    private sealed class NamedOffice
    {
        public string Id { get; init; } = "";
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";
        public string TimeZone { get; init; } = "";

        public OfficeRow Row =>
            new()
            {
                Id = Id,
                Code = Code,
                TimeZone = TimeZone,
            };
    }
}
