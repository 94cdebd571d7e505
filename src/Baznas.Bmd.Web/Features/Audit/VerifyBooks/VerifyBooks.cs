using System.Security.Cryptography;
using System.Text;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Audit.VerifyBooks;

/// <summary>Recomputes everything that must hold: the audit chains, the ledger, the subledgers, the numbers.</summary>
[Allowed(Role.Auditor, Role.Admin)]
public sealed record VerifyBooks : IQuery<Verification>, IApiEndpoint
{
    /// <summary>
    /// Only this office, for who may see several; <see cref="AuditTrail.GlobalChain"/> for what belongs to none.
    /// </summary>
    public string? OfficeId { get; init; }

    /// <summary>A head that somebody kept, to be found again: <c>1234:0af3…</c>, at least sixteen digits of the hash.</summary>
    public string? Head { get; init; }

    Subject IRead.Subject =>
        OfficeId switch
        {
            null => Subject.None,
            AuditTrail.GlobalChain => Subject.Global,
            _ => Subject.Office(OfficeId),
        };

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<VerifyBooks, Verification>(
            "/audit/verification",
            (string? officeId, string? head) => new VerifyBooks { OfficeId = officeId, Head = head }
        );
}

/// <summary>What a verification found.</summary>
public sealed record Verification
{
    /// <summary>Whether everything holds.</summary>
    public required bool Verified { get; init; }

    /// <summary>How many audit events were checked.</summary>
    public required long Events { get; init; }

    /// <summary>The hash at the chain's end; of several chains, the hash of their hashes in the order of their ids.</summary>
    public required string HeadHash { get; init; }

    /// <summary>The first thing that does not hold; null when everything does.</summary>
    public required Broken? FirstBroken { get; init; }

    /// <summary>Every check in its order, and how it went.</summary>
    public required IReadOnlyList<CheckedPart> Checks { get; init; }
}

/// <summary>A part of the books that was checked.</summary>
/// <param name="Part">Which one.</param>
/// <param name="Outcome">How it went.</param>
public readonly record struct CheckedPart(BookPart Part, CheckOutcome Outcome);

/// <summary>How a check went.</summary>
public enum CheckOutcome
{
    /// <summary>Everything holds.</summary>
    Holds,

    /// <summary>Something does not hold.</summary>
    Broken,

    /// <summary>Not looked at, since what it rests on does not hold.</summary>
    NotReached,
}

/// <summary>Something that does not hold.</summary>
/// <param name="Check">Which rule: <c>audit.hash</c>, <c>ledger.balanced</c>, ….</param>
/// <param name="Subject">What breaks it: an event, an entry, a number.</param>
public sealed record Broken(string Check, string Subject);

/// <summary>Verifies within one snapshot of the database, so that work going on meanwhile disturbs nothing.</summary>
public sealed class VerifyBooksHandler(
    Db db,
    CallContext context,
    ChainCheck chains,
    HeadCheck heads,
    BookChecks checks
) : IRequestHandler<VerifyBooks, Result<Verification>>
{
    /// <inheritdoc/>
    public async Task<Result<Verification>> Handle(VerifyBooks request, CancellationToken cancellationToken)
    {
        var officeId = request.OfficeId ?? context.Caller!.OfficeId;
        KeptHead? kept = null;
        if (!string.IsNullOrWhiteSpace(request.Head))
        {
            var read = KeptHead.Parse(request.Head);
            if (read.IsRefused(out var error))
            {
                return error;
            }

            kept = read.Value;
        }

        return db.IsInTransaction
            ? await Verify(officeId, kept, cancellationToken)
            : await db.InSnapshot(() => Verify(officeId, kept, cancellationToken), cancellationToken);
    }

    private async Task<Verification> Verify(string? officeId, KeptHead? kept, CancellationToken ct)
    {
        var chain = await chains.Check(officeId, ct);
        var trail = chain.FirstBroken ?? (kept is null ? null : await heads.BrokenBy(kept, officeId, ct));
        var (broken, parts) = await checks.Check(officeId, trail, ct);
        return new Verification
        {
            Verified = broken is null,
            Events = chain.Events,
            HeadHash = chain.Heads.Count == 1 ? chain.Heads[0] : Combine(chain.Heads),
            FirstBroken = broken,
            Checks = parts,
        };
    }

    private static string Combine(IReadOnlyList<string> heads) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join('\n', heads))));
}
