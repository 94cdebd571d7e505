namespace Baznas.Bmd.Web.Tests.Model;

/// <summary>The later events of loans, funds and months.</summary>
internal sealed partial class Generator
{
    private List<(int Weight, Func<Step> Make)> Later(OfficeModel model) =>
        [
            (5, () => Reschedule(model)),
            (Likely(model.Reschedules.Values.Any(asked => asked.Status == "pending")), () => Rule(model)),
            (Likely(model.Reschedules.Values.Any(asked => asked.Stands)), () => Unreschedule(model)),
            .. _skipsPeriods ? [] : Only(3, () => Grace(model)),
            .. _skipsPeriods ? [] : Only(1, () => Graces(model)),
            .. _skipsPeriods ? [] : Only(2, () => Holidays(model)),
            (Likely(model.Loans.Values.Any(loan => loan.Tranches.Count > 0)), () => Tranche(model)),
            (3, () => WriteOff(model)),
            (Likely(model.WriteOffs.Values.Any(asked => asked.Status == "pending")), () => Vote(model)),
            (Likely(model.Loans.Values.Any(loan => loan.Status(model.Today) == "writtenOff")), () => Recover(model)),
            (3, () => Undo(model)),
            (3, () => Transfer(model)),
            (3, () => Count(model)),
            (Likely(model.Closed.Count > 0), () => Reopen(model)),
            (Likely(model.Reopenings.Values.Any(asked => asked.Status == "pending")), () => Settle(model)),
        ];

    /// <summary>What there is something to do about is done often, what is nothing but a mistake seldom.</summary>
    private static int Likely(bool isDue) => isDue ? 12 : 1;

    private Step Reschedule(OfficeModel model)
    {
        var on = Day(model);
        var keep = Chance(25);
        return Step.Of(
            Name("R"),
            "reschedule",
            ("by", By("petugas", "kasir", "manajer")),
            ("loan", Running(model)?.Name ?? "L0"),
            ("on", on),
            ("n", keep ? null : _random.Next(1, 13)),
            ("first", !keep && Chance(30) ? on!.Value.AddDays(_random.Next(0, 40)) : null),
            ("keep", keep ? "true" : null)
        );
    }

    private Step Rule(OfficeModel model)
    {
        var pending = model.Reschedules.Where(pair => pair.Value.Status == "pending").Select(pair => pair.Key);
        var request = Chance(90) ? Pick(pending) : Pick(model.Reschedules.Keys);
        return Decision("rule", request ?? "R0", model.Reschedules.GetValueOrDefault(request ?? "")?.RequestedBy);
    }

    private Step Decision(string verb, string request, params string?[] not) =>
        Step.Of(
            null,
            verb,
            ("by", By([.. new[] { "manajer", "komite", "rangkap" }.Where(name => !not.Contains(name) || Chance(10))])),
            ("request", request),
            ("decision", Chance(88) ? "approve" : "reject")
        );

    private Step Unreschedule(OfficeModel model) =>
        Step.Of(null, "unreschedule", ("by", By("manajer")), ("request", Pick(model.Reschedules.Keys) ?? "R0"));

    private Step Grace(OfficeModel model) =>
        Step.Of(
            null,
            "grace",
            ("by", By("manajer")),
            ("loan", Running(model)?.Name ?? "L0"),
            ("on", Day(model)),
            ("periods", _random.Next(1, 4)),
            ("from", Chance(25) ? _random.Next(1, 8) : null)
        );

    private Step Graces(OfficeModel model) =>
        Step.Of(null, "graces", ("by", By("manajer")), ("on", Day(model)), ("periods", _random.Next(1, 3)));

    private Step Holidays(OfficeModel model)
    {
        var days = model.Calendar.Holidays.Where(_ => Chance(90)).ToHashSet();
        days.Add(model.Today.AddDays(_random.Next(-3, 40)));
        return Step.Of(
            null,
            "holidays",
            ("by", Chance(97) ? "admin" : "petugas"),
            ("dates", string.Join(',', days.Order().Select(Days.Write)))
        );
    }

    private Step Tranche(OfficeModel model)
    {
        var loan = Pick(model.Loans.Values.Where(loan => loan.Tranches.Count > 0));
        return Step.Of(
            null,
            "tranche",
            ("by", By("manajer", "komite", "rangkap")),
            ("loan", loan?.Name ?? "L0"),
            ("no", _random.Next(1, 4)),
            (
                "decision",
                Chance(65) ? "approve"
                : Chance(50) ? "hold"
                : "cancel"
            ),
            ("on", Day(model))
        );
    }

    private Step WriteOff(OfficeModel model) =>
        Step.Of(
            Name("W"),
            "writeoff",
            ("by", By("petugas", "kasir", "manajer")),
            ("loan", Running(model)?.Name ?? "L0"),
            ("kind", Chance(60) ? "writeOff" : "forgiveness"),
            ("on", Day(model))
        );

    private Step Vote(OfficeModel model)
    {
        var pending = model.WriteOffs.Where(pair => pair.Value.Status == "pending").Select(pair => pair.Key);
        var request = (Chance(92) ? Pick(pending) : Pick(model.WriteOffs.Keys)) ?? "W0";
        var asked = model.WriteOffs.GetValueOrDefault(request);
        return Decision("vote", request, [asked?.RequestedBy, .. asked?.Approvers ?? []]);
    }

    private Step Recover(OfficeModel model)
    {
        var loan = Pick(model.Loans.Values.Where(loan => loan.WrittenOff(DateOnly.MaxValue) > 0)) ?? Running(model);
        var most = loan is null ? 1 : Math.Max(loan.WrittenOff(DateOnly.MaxValue), 1);
        return Step.Of(
            Name("T"),
            "recover",
            ("by", By("kasir")),
            ("loan", loan?.Name ?? "L0"),
            ("amount", _random.NextInt64(1, most + 2)),
            ("on", Day(model)),
            ("account", Account())
        );
    }

    private Step Meet(OfficeModel model)
    {
        var loans = model.Loans.Values.Where(loan => loan.Status(DateOnly.MaxValue) == "active" || Chance(5)).ToList();
        var items = Enumerable
            .Range(0, 1 + _random.Next(3))
            .Select(_ => Pick(loans))
            .Select(loan =>
                $"{loan?.Name ?? "L0"}@{Math.Max(1, _random.NextInt64(1, (loan?.Outstanding(model.Today) ?? 9) + 2) / 2)}"
            );
        return Step.Of(
            Name("T"),
            "meet",
            ("by", By("kasir", "petugas")),
            ("on", Day(model)),
            ("account", Account()),
            ("items", string.Join(',', items))
        );
    }

    private Step Refund(OfficeModel model)
    {
        var borrower = Holder(model);
        return Step.Of(
            Name("T"),
            "refund",
            ("by", By("kasir")),
            ("borrower", borrower),
            ("amount", Math.Max(1, _random.NextInt64(0, model.Journal.Held(borrower, model.Today) + 2))),
            ("on", Day(model)),
            ("account", Account())
        );
    }

    private Step SettleDebt(OfficeModel model)
    {
        var borrower = Holder(model);
        var loan = Pick(model.Loans.Values.Where(loan => loan.Borrower == borrower)) ?? Running(model);
        return Step.Of(
            Name("T"),
            "settledebt",
            ("by", By("kasir")),
            ("borrower", borrower),
            ("loan", loan?.Name ?? "L0"),
            ("amount", Chance(50) ? _random.Next(1, 40_000) : null),
            ("on", Day(model))
        );
    }

    private string Holder(OfficeModel model) =>
        (Chance(90) ? Pick(model.Borrowers.Keys.Where(name => model.Journal.Held(name, model.Today) > 0)) : null)
        ?? Known(model.Borrowers.Keys, "B");

    private Step Undo(OfficeModel model)
    {
        var entry = Pick(
            model.Journal.Entries.Where(entry => (entry.Loan is null || Chance(5)) && !entry.Name.Contains('.'))
        );
        return Step.Of(Name("T"), "undo", ("by", By("kasir")), ("tx", entry?.Name ?? "T0"));
    }

    private Step Transfer(OfficeModel model)
    {
        var from = Account();
        var to = Chance(95) == (from == "cash") ? "bank" : "cash";
        return Step.Of(
            Name("T"),
            "transfer",
            ("by", By("kasir")),
            ("fund", Pick(OfficeModel.Funds.Keys)),
            ("amount", 10_000L * _random.Next(1, 200)),
            ("from", from),
            ("to", to),
            ("on", Day(model))
        );
    }

    private Step Count(OfficeModel model)
    {
        var fund = Pick(OfficeModel.Funds.Keys)!;
        var on = Day(model)!.Value;
        var booked = model.Journal.Balance("cash", fund, on);
        var counted = booked + (Chance(60) ? _random.Next(-5_000, 5_000) : 0);
        return Step.Of(
            Name("T"),
            "count",
            ("by", By("kasir")),
            ("fund", fund),
            ("counted", Math.Max(counted, 0)),
            ("on", on),
            ("explained", Chance(85) ? "Selisih" : null)
        );
    }

    private Step Reopen(OfficeModel model)
    {
        var month = Chance(85) ? model.Closed.LastOrDefault() : Pick(model.Closed);
        return Step.Of(Name("O"), "reopen", ("by", By("kasir", "manajer")), ("month", month ?? "2026-01"));
    }

    private Step Settle(OfficeModel model)
    {
        var pending = model.Reopenings.Where(pair => pair.Value.Status == "pending").Select(pair => pair.Key);
        var request = (Chance(90) ? Pick(pending) : Pick(model.Reopenings.Keys)) ?? "O0";
        return Decision("settle", request, model.Reopenings.GetValueOrDefault(request)?.RequestedBy);
    }
}
