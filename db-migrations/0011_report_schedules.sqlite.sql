-- Reports that come by themselves. A change is another version, and so is a stop; the newest holds. Parameters and
-- recipients are JSON.
CREATE TABLE [ReportSchedule] (
    [Id] TEXT NOT NULL,
    [Version] INTEGER NOT NULL,
    [OfficeId] TEXT NOT NULL,
    [Name] TEXT NOT NULL,
    [Report] TEXT NOT NULL,
    [Parameters] TEXT NOT NULL,
    [Format] TEXT NOT NULL,
    [Frequency] TEXT NOT NULL,
    [OnWeekday] TEXT NULL,
    [OnDay] INTEGER NULL,
    [AtTime] TEXT NOT NULL,
    [Recipients] TEXT NOT NULL,
    [IsActive] INTEGER NOT NULL,
    [ChangedBy] TEXT NOT NULL,
    [ChangedAt] TEXT NOT NULL,
    CONSTRAINT [PK_ReportSchedule] PRIMARY KEY ([Id], [Version]),
    CONSTRAINT [FK_ReportSchedule_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id])
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_ReportSchedule_Office] ON [ReportSchedule] ([OfficeId], [Id], [Version]);
CREATE TRIGGER [TR_ReportSchedule_NoUpdate] BEFORE UPDATE ON [ReportSchedule]
BEGIN
    SELECT RAISE(ABORT, 'ReportSchedule is append-only');
END;
CREATE TRIGGER [TR_ReportSchedule_NoDelete] BEFORE DELETE ON [ReportSchedule]
BEGIN
    SELECT RAISE(ABORT, 'ReportSchedule is append-only');
END;

-- Each day's report of a schedule, once; its file lies in a pack.
CREATE TABLE [ScheduledReport] (
    [ScheduleId] TEXT NOT NULL,
    [Day] TEXT NOT NULL,
    [Version] INTEGER NOT NULL,
    [OfficeId] TEXT NOT NULL,
    [PackId] TEXT NOT NULL,
    CONSTRAINT [PK_ScheduledReport] PRIMARY KEY ([ScheduleId], [Day]),
    CONSTRAINT [FK_ScheduledReport_ScheduleId] FOREIGN KEY ([ScheduleId], [Version]) REFERENCES [ReportSchedule] ([Id], [Version]),
    CONSTRAINT [FK_ScheduledReport_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [FK_ScheduledReport_PackId] FOREIGN KEY ([PackId]) REFERENCES [KeptPack] ([Id])
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_ScheduledReport_Office] ON [ScheduledReport] ([OfficeId], [Day]);
CREATE INDEX [IX_ScheduledReport_Pack] ON [ScheduledReport] ([ScheduleId], [PackId]);
CREATE TRIGGER [TR_ScheduledReport_NoUpdate] BEFORE UPDATE ON [ScheduledReport]
BEGIN
    SELECT RAISE(ABORT, 'ScheduledReport is append-only');
END;
CREATE TRIGGER [TR_ScheduledReport_NoDelete] BEFORE DELETE ON [ScheduledReport]
BEGIN
    SELECT RAISE(ABORT, 'ScheduledReport is append-only');
END;
