-- Reports that come by themselves. A change is another version, and so is a stop; the newest holds. Parameters and
-- recipients are JSON.
CREATE TABLE [ReportSchedule] (
    [Id] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Version] int NOT NULL,
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Name] nvarchar(200) NOT NULL,
    [Report] nvarchar(40) NOT NULL,
    [Parameters] nvarchar(2000) NOT NULL,
    [Format] nvarchar(40) NOT NULL,
    [Frequency] nvarchar(40) NOT NULL,
    [OnWeekday] nvarchar(40) NULL,
    [OnDay] int NULL,
    [AtTime] nvarchar(5) NOT NULL,
    [Recipients] nvarchar(4000) NOT NULL,
    [IsActive] bit NOT NULL,
    [ChangedBy] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [ChangedAt] datetimeoffset(3) NOT NULL,
    CONSTRAINT [PK_ReportSchedule] PRIMARY KEY ([Id], [Version]),
    CONSTRAINT [FK_ReportSchedule_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id])
);
GO
CREATE INDEX [IX_ReportSchedule_Office] ON [ReportSchedule] ([OfficeId], [Id], [Version]);
GO
CREATE TRIGGER [TR_ReportSchedule_AppendOnly] ON [ReportSchedule] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'ReportSchedule is append-only', 1;
END;
GO

-- Each day's report of a schedule, once; its file lies in a pack.
CREATE TABLE [ScheduledReport] (
    [ScheduleId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Day] date NOT NULL,
    [Version] int NOT NULL,
    [OfficeId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [PackId] char(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT [PK_ScheduledReport] PRIMARY KEY ([ScheduleId], [Day]),
    CONSTRAINT [FK_ScheduledReport_ScheduleId] FOREIGN KEY ([ScheduleId], [Version]) REFERENCES [ReportSchedule] ([Id], [Version]),
    CONSTRAINT [FK_ScheduledReport_OfficeId] FOREIGN KEY ([OfficeId]) REFERENCES [Office] ([Id]),
    CONSTRAINT [FK_ScheduledReport_PackId] FOREIGN KEY ([PackId]) REFERENCES [KeptPack] ([Id])
);
GO
CREATE INDEX [IX_ScheduledReport_Office] ON [ScheduledReport] ([OfficeId], [Day]);
GO
CREATE INDEX [IX_ScheduledReport_Pack] ON [ScheduledReport] ([ScheduleId], [PackId]);
GO
CREATE TRIGGER [TR_ScheduledReport_AppendOnly] ON [ScheduledReport] INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 50001, 'ScheduledReport is append-only', 1;
END;
GO
