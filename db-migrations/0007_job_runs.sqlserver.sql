-- What the jobs did. It is for those who keep the service running and no part of the books: it is outside of the audit
-- chain, is tidied up after a time, and may be lost without any harm to what an office owes or is owed.

-- One visit of a job to a place: an office, or what belongs to none (Place is zeros then). What was done and what failed
-- is kept for a time; of the visits that found nothing to do there is one for each job and place, the last.
-- LineCode and LineArguments make the line that people read, in their language.
CREATE TABLE [JobRun] (
    [Id] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Job] nvarchar(60) NOT NULL,
    [Place] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [StartedAt] datetimeoffset(3) NOT NULL,
    [EndedAt] datetimeoffset(3) NOT NULL,
    [Outcome] nvarchar(40) NOT NULL,
    [DoneCount] int NOT NULL,
    [LineCode] nvarchar(60) NOT NULL,
    [LineArguments] nvarchar(400) NOT NULL,
    [ErrorType] nvarchar(200) NULL,
    [ErrorMessage] nvarchar(400) NULL,
    [Node] nvarchar(200) NOT NULL,
    CONSTRAINT [PK_JobRun] PRIMARY KEY ([Id]),
    CONSTRAINT [CK_JobRun_DoneCount] CHECK ([DoneCount] >= 0)
);
CREATE INDEX [IX_JobRun_Job] ON [JobRun] ([Job], [Id]);
CREATE INDEX [IX_JobRun_Place] ON [JobRun] ([Place], [Id]);
CREATE INDEX [IX_JobRun_Outcome] ON [JobRun] ([Outcome], [Id]);
CREATE INDEX [IX_JobRun_Quiet] ON [JobRun] ([Job], [Place], [Outcome]);
CREATE INDEX [IX_JobRun_EndedAt] ON [JobRun] ([EndedAt]);

-- How a job stands at a place: its last visit, its last success, since when it fails, and when its trouble was told to
-- those who asked to hear of it (null again once they were told that it is over).
CREATE TABLE [JobState] (
    [Job] nvarchar(60) NOT NULL,
    [Place] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [LastRunAt] datetimeoffset(3) NOT NULL,
    [LastSuccessAt] datetimeoffset(3) NULL,
    [DoneCount] int NOT NULL,
    [LineCode] nvarchar(60) NOT NULL,
    [LineArguments] nvarchar(400) NOT NULL,
    [FailingSince] datetimeoffset(3) NULL,
    [ErrorType] nvarchar(200) NULL,
    [ErrorMessage] nvarchar(400) NULL,
    [ToldAt] datetimeoffset(3) NULL,
    CONSTRAINT [PK_JobState] PRIMARY KEY ([Job], [Place])
);

-- A run that somebody asked for and that has not ended yet, so that asking twice starts one.
CREATE TABLE [JobRequest] (
    [Job] nvarchar(60) NOT NULL,
    [Id] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [RequestedAt] datetimeoffset(3) NOT NULL,
    [RequestedBy] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT [PK_JobRequest] PRIMARY KEY ([Job])
);
