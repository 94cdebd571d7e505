-- What the jobs did. It is for those who keep the service running and no part of the books: it is outside of the audit
-- chain, is tidied up after a time, and may be lost without any harm to what an office owes or is owed.

-- One visit of a job to a place: an office, or what belongs to none (Place is zeros then). What was done and what failed
-- is kept for a time; of the visits that found nothing to do there is one for each job and place, the last.
-- LineCode and LineArguments make the line that people read, in their language.
CREATE TABLE [JobRun] (
    [Id] TEXT NOT NULL,
    [Job] TEXT NOT NULL,
    [Place] TEXT NOT NULL,
    [StartedAt] TEXT NOT NULL,
    [EndedAt] TEXT NOT NULL,
    [Outcome] TEXT NOT NULL,
    [DoneCount] INTEGER NOT NULL,
    [LineCode] TEXT NOT NULL,
    [LineArguments] TEXT NOT NULL,
    [ErrorType] TEXT NULL,
    [ErrorMessage] TEXT NULL,
    [Node] TEXT NOT NULL,
    CONSTRAINT [PK_JobRun] PRIMARY KEY ([Id]),
    CONSTRAINT [CK_JobRun_DoneCount] CHECK ([DoneCount] >= 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_JobRun_Job] ON [JobRun] ([Job], [Id]);
CREATE INDEX [IX_JobRun_Place] ON [JobRun] ([Place], [Id]);
CREATE INDEX [IX_JobRun_Outcome] ON [JobRun] ([Outcome], [Id]);
CREATE INDEX [IX_JobRun_Quiet] ON [JobRun] ([Job], [Place], [Outcome]);
CREATE INDEX [IX_JobRun_EndedAt] ON [JobRun] ([EndedAt]);

-- How a job stands at a place: its last visit, its last success, since when it fails, and when its trouble was told to
-- those who asked to hear of it (null again once they were told that it is over).
CREATE TABLE [JobState] (
    [Job] TEXT NOT NULL,
    [Place] TEXT NOT NULL,
    [LastRunAt] TEXT NOT NULL,
    [LastSuccessAt] TEXT NULL,
    [DoneCount] INTEGER NOT NULL,
    [LineCode] TEXT NOT NULL,
    [LineArguments] TEXT NOT NULL,
    [FailingSince] TEXT NULL,
    [ErrorType] TEXT NULL,
    [ErrorMessage] TEXT NULL,
    [ToldAt] TEXT NULL,
    CONSTRAINT [PK_JobState] PRIMARY KEY ([Job], [Place])
) STRICT, WITHOUT ROWID;

-- A run that somebody asked for and that has not ended yet, so that asking twice starts one.
CREATE TABLE [JobRequest] (
    [Job] TEXT NOT NULL,
    [Id] TEXT NOT NULL,
    [RequestedAt] TEXT NOT NULL,
    [RequestedBy] TEXT NOT NULL,
    CONSTRAINT [PK_JobRequest] PRIMARY KEY ([Job])
) STRICT, WITHOUT ROWID;
