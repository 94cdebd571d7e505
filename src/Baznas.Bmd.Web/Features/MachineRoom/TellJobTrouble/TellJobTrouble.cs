using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.MachineRoom.TellJobTrouble;

/// <summary>
/// Writes to those who asked for it that a job began to fail at an office, or works again: once each. Who works for all
/// offices hears of the first office at which it fails and of the last at which it works again.
/// </summary>
[AllowedToServiceOnly]
public sealed record TellJobTrouble : ICommand<Done>
{
    /// <summary>The job.</summary>
    public required string Job { get; init; }

    /// <summary>The office's id, or that of what belongs to none.</summary>
    public required string Place { get; init; }

    /// <summary>Whether it belongs to no office.</summary>
    internal bool IsGlobal => Place == AuditTrail.GlobalChain;

    Subject IWrite.Subject => IsGlobal ? Subject.Global : Subject.Office(Place);
}

/// <summary>Looks how the job stands, notes it for the audit trail, and plans the messages.</summary>
public sealed class TellJobTroubleHandler(Db db, Work work, OfficeTurn turn, Subscribers subscribers, Outbox outbox)
    : IRequestHandler<TellJobTrouble, Result<Done>>
{
    private static readonly Sql<AtPlace, StateRow> FindState = new(
        """
        SELECT [FailingSince], [LastSuccessAt], [ErrorType], [ErrorMessage], [ToldAt],
            (SELECT COUNT(*) FROM [JobState] x WHERE x.[Job] = @Job AND x.[Place] <> @Place
                AND x.[ToldAt] IS NOT NULL) AS [ElsewhereToo]
        FROM [JobState]
        WHERE [Job] = @Job AND [Place] = @Place
        """
    );

    private static readonly Sql<Told, NoRows> SetTold = new(
        "UPDATE [JobState] SET [ToldAt] = @ToldAt WHERE [Job] = @Job AND [Place] = @Place"
    );

    private static readonly Sql<NoParameters, string> FirstOffice = new(
        "SELECT [Id] FROM [Office] ORDER BY [Id] {one}"
    );

    private static readonly Sql<IdParameter, string> NameOfOffice = new("SELECT [Name] FROM [Office] WHERE [Id] = @Id");

    /// <inheritdoc/>
    public async Task<Result<Done>> Handle(TellJobTrouble request, CancellationToken cancellationToken)
    {
        var state = await db.Find(FindState, new AtPlace(request.Job, request.Place), cancellationToken);
        if (state is null || state.IsFailing == state.ToldAt is not null)
        {
            work.NothingChanged = true;
            return Done.It;
        }

        await db.Execute(
            SetTold,
            new Told(request.Job, request.Place, state.IsFailing ? work.Now : null),
            cancellationToken
        );
        var about = new { request.Job, state.FailingSince };
        if (state.IsFailing)
        {
            work.Audit("job.failing", request.Place, null, about);
        }
        else
        {
            work.Audit("job.recovered", request.Place, null, about);
        }

        await Write(request, state, cancellationToken);
        return Done.It;
    }

    private async Task Write(TellJobTrouble request, StateRow state, CancellationToken ct)
    {
        // A message lies in an office's outbox, also one about what belongs to none.
        var officeId = request.IsGlobal ? await db.Find(FirstOffice, NoParameters.None, ct) : request.Place;
        if (officeId is null)
        {
            return;
        }

        var readers = (await subscribers.Of(officeId, SubscriptionTopic.JobTrouble, ct))
            .Where(reader => reader.OfficeId is null ? state.ElsewhereToo == 0 : !request.IsGlobal)
            .ToList();
        if (readers.Count == 0)
        {
            return;
        }

        if (request.IsGlobal)
        {
            await turn.Enter(officeId, ct);
        }

        var office = request.IsGlobal ? null : await db.Find(NameOfOffice, new IdParameter(officeId), ct);
        foreach (var reader in readers)
        {
            await outbox.Plan(Message(request, state, (reader, office)), ct);
        }
    }

    private NewMessage Message(TellJobTrouble request, StateRow state, (Subscriber Reader, string? Office) to) =>
        Languages.In(
            to.Reader.Language,
            () =>
            {
                var place = to.Office ?? PageText.T("jobs.no_office");
                var title = PageText.T($"job.{request.Job}");
                object[] told =
                [
                    title,
                    place,
                    PageText.Instant(state.FailingSince ?? work.Now),
                    $"{state.ErrorType}: {state.ErrorMessage}",
                    state.LastSuccessAt is { } success ? PageText.Instant(success) : "–",
                ];
                return new NewMessage
                {
                    Key = $"jobTrouble:{to.Reader.UserId}:{request.Job}:{work.Now.UtcTicks}",
                    Kind = MessageKind.JobTrouble,
                    UserId = to.Reader.UserId,
                    Day = work.Today,
                    Language = to.Reader.Language,
                    Channel = MessageChannel.Email,
                    Recipient = to.Reader.Email,
                    Subject = PageText.T(
                        state.IsFailing ? "jobs.mail.failing.subject" : "jobs.mail.recovered.subject",
                        title,
                        place
                    ),
                    Body = PageText.T(state.IsFailing ? "jobs.mail.failing" : "jobs.mail.recovered", told),
                };
            }
        );

    private sealed record AtPlace(string Job, string Place);

    private sealed record Told(string Job, string Place, DateTimeOffset? ToldAt);

    private sealed class StateRow
    {
        public DateTimeOffset? FailingSince { get; init; }
        public DateTimeOffset? LastSuccessAt { get; init; }
        public string? ErrorType { get; init; }
        public string? ErrorMessage { get; init; }
        public DateTimeOffset? ToldAt { get; init; }
        public int ElsewhereToo { get; init; }

        public bool IsFailing => FailingSince is not null;
    }
}
