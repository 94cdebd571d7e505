-- The schedule that an akad was signed with, as JSON; null for those signed before it was kept.
ALTER TABLE [Akad] ADD [Annex] TEXT NULL;
