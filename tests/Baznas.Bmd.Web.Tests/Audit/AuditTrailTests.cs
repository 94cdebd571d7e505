using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Baznas.Bmd.Web.Tests.Loans;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Audit;

public sealed class AuditTrailTests
{
    private const string Global = "00000000-0000-0000-0000-000000000000";

    private static int _code;

    private BmdHost _host = null!;
    private TestOffice _office = null!;
    private string _groupId = "";

    [OneTimeSetUp]
    public async Task Open()
    {
        _host = new BmdHost();
        _office = await TestOffice.Open(_host);
        _groupId = Id(await _office.Officer.Post("/groups", Group()));
        await InfakFund();
    }

    [OneTimeTearDown]
    public async Task Close() => await _host.DisposeAsync();

    /// <summary>Everything that can be written, and the events it leaves in their order.</summary>
    public static IEnumerable<TestCaseData> Writes()
    {
        yield return OfAll("user.created", t => t.AddAuditorOfAll());
        yield return OfOffice("user.created", t => t._office.AddUser(NewCode("u"), ["auditor"], null));
        yield return OfOffice(["user.created", "user.changed", "user.password_replaced"], t => t.ChangeUser());
        yield return OfAll("office.created", t => t._office.Admin.Post("/offices", Office()));
        yield return OfAll("product.created", t => t._office.Admin.Post("/products", Product()));
        yield return OfAll("product.revised", t => t.ReviseProduct());
        yield return OfOffice("office.holidays_replaced", t => t.ReplaceHolidays());
        yield return OfOffice("fund.created", t => t._office.Admin.Post("/funds", t.Fund()));
        yield return OfOffice("journalEntry.fundReceipt", t => t._office.Capital(t._office.FundId, 1_000));
        yield return OfOffice("journalEntry.fundTransfer", t => t._office.Transfer(t._office.FundId, 1_000));
        yield return OfOffice(["journalEntry.cashDifference", "cashCount.recorded"], t => t.CountCash());
        yield return OfOffice("borrower.registered", t => t._office.NewBorrower());
        yield return OfOffice(["borrower.registered", "borrower.deposit_choice_made"], t => t.ChooseDepositUse());
        yield return OfOffice(["borrower.registered", "borrower.unmasked"], t => t.Unmask());
        yield return OfOffice(["borrower.registered", "impactSurvey.recorded"], t => t.AskHowItStands());
        yield return OfOffice(
            ["borrower.registered", "impactSurvey.recorded", "borrower.surveys_unmasked"],
            t => t.LookHowItStands()
        );
        yield return OfOffice(
            "hadKifayah.set",
            t => t._office.Admin.SetHadKifayah(t._office.Id, "2026-01-01", 900_000)
        );
        yield return OfOffice(["hadKifayah.set", "hadKifayah.withdrawn"], t => t.WithdrawHadKifayah());
        yield return OfOffice("group.created", t => t._office.Officer.Post("/groups", t.Group()));
        yield return OfOffice(["borrower.registered", "group.members_replaced"], t => t.ReplaceMembers());
        yield return OfOffice(["borrower.registered", "application.drafted"], t => t.Draft());
        yield return OfOffice(["borrower.registered", "application.drafted", "application.edited"], t => t.Edit());
        yield return OfOffice(Surveyed, t => t._office.NewSurveyed());
        yield return OfOffice([.. Surveyed, "application.reject"], t => t.Decide("reject"));
        yield return OfOffice([.. Surveyed, "application.return"], t => t.Decide("return"));
        yield return OfOffice([.. Surveyed, "application.withdrawn"], t => t.Withdraw(t._office.NewSurveyed()));
        yield return OfOffice(Approved, t => t._office.NewApproved());
        yield return OfOffice([.. Approved, "loan.cancelled", "application.withdrawn"], t => t.WithdrawApproved());
        yield return OfOffice(Signed, t => t._office.NewSigned());
        yield return OfOffice(Active, t => t._office.NewActive());
        yield return OfOffice([.. Active, "grace.granted", "loan.scheduled"], t => t.GrantGrace());
        yield return OfOffice(ActiveInTranches, t => t._office.NewActiveIn(TrancheSteps.Two));
        yield return OfOffice([.. ActiveInTranches, "loan.tranche_decided"], t => t.HoldTranche());
        yield return OfOffice([.. Active, "journalEntry.disbursement.reversed", "loan.scheduled"], t => t.TakeBack());
        yield return OfOffice([.. Active, "journalEntry.repayment"], t => t.Pay(100_000));
        yield return OfOffice([.. Active, "journalEntry.repayment", "journalEntry.infak"], t => t.PayWithInfak());
        yield return OfOffice(
            [.. Active, "journalEntry.repayment", "journalEntry.repayment.reversed"],
            t => t.Reverse()
        );
        yield return OfOffice([.. WithDeposit, "journalEntry.depositRefund"], t => t.RefundDeposit());
        yield return OfOffice(
            [.. WithDeposit, "application.drafted", .. Active.Skip(2), "journalEntry.depositApplied"],
            t => t.ApplyDeposit()
        );
        yield return OfOffice(
            [.. Active, "group.created", "group.members_replaced", "journalEntry.repayment", "groupMeeting.recorded"],
            t => t.Meet()
        );
        yield return OfOffice([.. Active, "writeOff.requested"], t => t.AskToWriteOff());
        yield return OfOffice([.. Active, "writeOff.requested", "writeOff.reject"], t => t.RefuseWriteOff());
        yield return OfOffice([.. Active, .. WrittenOff("writeOff")], t => t.WriteOff("writeOff"));
        yield return OfOffice([.. Active, .. WrittenOff("forgiveness")], t => t.WriteOff("forgiveness"));
        yield return OfOffice([.. Active, .. WrittenOff("writeOff"), "journalEntry.recovery"], t => t.Recover());
        yield return OfOffice(
            ["journalEntry.fundReceipt", "journalEntry.fundReceipt.reversed"],
            t => t.ReverseReceipt()
        );
        yield return OfOffice(Rescheduled, t => t.Reschedule());
        yield return OfOffice([.. Rescheduled, "reschedule.reject"], t => t.DecideReschedule("reject"));
        yield return OfOffice(
            [.. Rescheduled, "loan.scheduled", "reschedule.approve"],
            t => t.DecideReschedule("approve")
        );
        yield return OfOffice(
            [.. Rescheduled, "loan.scheduled", "reschedule.approve", "loan.scheduled", "reschedule.reversed"],
            t => t.ReverseReschedule()
        );
    }

    private static string[] WithDeposit => [.. Active, "journalEntry.repayment"];

    private static string[] Surveyed =>
        ["borrower.registered", "application.drafted", "application.submitted", "application.surveyed"];

    private static string[] Approved => [.. Surveyed, "loan.opened", "application.approve"];

    private static string[] ActiveInTranches =>
        [
            .. Surveyed,
            "loan.opened",
            "loan.tranches_planned",
            "application.approve",
            "loan.signed",
            "journalEntry.disbursement",
            "loan.scheduled",
            "loan.tranche_paid",
        ];

    private static string[] Signed => [.. Approved, "loan.signed"];

    private static string[] WrittenOff(string kind) =>
        ["writeOff.requested", "writeOff.approve", $"journalEntry.{kind}", "writeOff.approve"];

    private static string[] Active => [.. Signed, "journalEntry.disbursement", "loan.scheduled"];

    private static string[] Rescheduled => [.. Active, "reschedule.requested"];

    [TestCaseSource(nameof(Writes))]
    public async Task Every_write_leaves_its_events_in_its_chain_and_in_no_other(
        bool isGlobal,
        string[] actions,
        object write
    )
    {
        var (ofOffice, global) = (await Count(_office.Id), await Count(null));
        await ((Func<AuditTrailTests, Task>)write)(this);
        var (newOfOffice, newGlobal) = (
            (await All(_office.Id)).Skip(ofOffice).ToList(),
            (await All(null)).Skip(global).ToList()
        );

        var (written, untouched) = isGlobal ? (newGlobal, newOfOffice) : (newOfOffice, newGlobal);
        Assert.Multiple(() =>
        {
            Assert.That(written.Select(Action), Is.EquivalentTo(actions));
            Assert.That(written.Select(Action).Last(), Is.AnyOf(actions[^1], actions[^Math.Min(2, actions.Length)]));
            Assert.That(untouched, Is.Empty);
            Assert.That(written, Has.All.Matches<JsonElement>(e => Text(e.GetProperty("user"), "userName").Length > 0));
            Assert.That(written, Has.All.Matches<JsonElement>(e => Text(e, "requestId").Length > 0));
            Assert.That(
                written,
                Has.All.Matches<JsonElement>(e => Action(e).Split('.')[0] == Text(e.GetProperty("subject"), "kind"))
            );
        });
    }

    [Test]
    public async Task Closing_a_month_leaves_an_event_and_one_for_each_report_kept()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        (await office.Cashier.Post("/periods/2026-01/closing", null)).Ok();

        var events = await office.Auditor.Events("");

        Assert.That(
            events.Select(Action).TakeLast(3),
            Is.EqualTo(new[] { "report.kept", "report.kept", "period.closed" })
        );
    }

    [Test]
    public async Task Opening_a_month_again_leaves_an_event_for_the_request_the_decision_and_the_month()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        await office.CloseMonth("2026-01");
        var rejected = await office.RequestReopening("2026-01");
        (await office.Approver.DecideReopening(rejected, "reject")).Ok();
        await office.Reopen("2026-01");

        var events = await office.Auditor.Events("");

        Assert.That(
            events.Select(Action).TakeLast(5),
            Is.EqualTo(
                new[]
                {
                    "periodReopening.requested",
                    "periodReopening.rejected",
                    "periodReopening.requested",
                    "periodReopening.approved",
                    "period.reopened",
                }
            )
        );
    }

    [Test]
    public async Task A_refused_write_leaves_nothing()
    {
        var before = await Count(_office.Id);
        var loanId = await _office.NewApproved();
        var opened = await Count(_office.Id);

        (await _office.Pay(loanId, 1_000)).Refused(HttpStatusCode.Conflict, "loan.wrong_status");

        Assert.Multiple(async () =>
        {
            Assert.That(opened, Is.GreaterThan(before));
            Assert.That(await Count(_office.Id), Is.EqualTo(opened));
        });
    }

    [Test]
    public async Task Anybody_can_recompute_the_hashes_of_both_chains_from_what_the_service_shows()
    {
        // Letters outside ASCII, and the signs that JSON may write in more than one way.
        var fund = new
        {
            officeId = _office.Id,
            code = NewCode("F"),
            name = "Zakat «Ñandú» <b>&'+`\\/\"\t€ 😀",
            kind = "zakat",
        };
        (await _office.Admin.Post("/funds", fund)).Ok();

        foreach (var chain in new[] { _office.Id, null })
        {
            var previous = new string('0', 64);
            var sequence = 0L;
            foreach (var found in await All(chain))
            {
                Assert.That(found.GetProperty("sequence").GetInt64(), Is.EqualTo(++sequence));
                Assert.That(Text(found, "previousHash"), Is.EqualTo(previous));
                previous = HashOf(found, chain ?? Global);
                Assert.That(Text(found, "hash"), Is.EqualTo(previous), found.GetRawText());
            }

            Assert.That(sequence, Is.GreaterThan(2));
            var path = $"/audit/verification?officeId={chain ?? Global}";
            var verification = (await _office.Admin.Get(path)).Ok();
            Assert.That((string?)verification["headHash"], Is.EqualTo(previous));
            Assert.That((long)verification["events"]!, Is.EqualTo(sequence));
        }
    }

    [Test]
    public async Task The_events_come_newest_first_and_page_by_page_without_a_gap()
    {
        var first = (await _office.Auditor.Get("/audit/events?limit=3")).Ok();
        var second = (await _office.Auditor.Get($"/audit/events?limit=3&cursor={first["nextCursor"]}")).Ok();
        var sequences = first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(e => (long)e!["sequence"]!);
        var newest = await Count(_office.Id);

        Assert.Multiple(async () =>
        {
            Assert.That(sequences, Is.EqualTo(Enumerable.Range(0, 6).Select(back => newest - back)));
            Assert.That((await _office.Auditor.Events("")).Count, Is.EqualTo(newest));
        });
        (await _office.Auditor.Get("/audit/events?limit=201")).Refused(
            HttpStatusCode.BadRequest,
            "page.limit_out_of_range"
        );
        (await _office.Auditor.Get("/audit/events?cursor=x")).Refused(HttpStatusCode.BadRequest, "page.cursor_invalid");
    }

    [Test]
    public async Task The_events_can_be_asked_by_subject_user_action_and_time()
    {
        var loanId = await _office.NewActive();
        var ofLoan = await _office.Auditor.Events($"&subjectId={loanId}");
        var signed = await _office.Auditor.Events($"&subjectId={loanId}&action=loan.signed");
        var officer = Text(signed.Single().GetProperty("user"), "id");
        var byOfficer = await _office.Auditor.Events($"&userId={officer}");
        var all = await _office.Auditor.Events("");
        var last = Text(all[^1], "at");
        var at = Uri.EscapeDataString(last);
        var since = all.Count(found => Text(found, "at") == last);

        Assert.Multiple(async () =>
        {
            Assert.That(ofLoan.Select(Action), Is.EquivalentTo(["loan.opened", "loan.signed", "loan.scheduled"]));
            Assert.That(byOfficer, Has.Count.InRange(3, all.Count - 1));
            Assert.That(
                byOfficer,
                Has.All.Matches<JsonElement>(e => Text(e.GetProperty("user"), "userName") == "officer.MJK")
            );
            Assert.That((await _office.Auditor.Events($"&from={at}")).Count, Is.EqualTo(since).And.Positive);
            Assert.That((await _office.Auditor.Events($"&to={at}")).Count, Is.EqualTo(all.Count - since));
        });
    }

    [Test]
    public async Task An_office_s_auditor_sees_no_other_office_s_events_and_a_cashier_sees_none()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        var other = await TestOffice.Open(host, "KDR");

        var own = await office.Auditor.Events("");

        Assert.That(own, Has.All.Matches<JsonElement>(e => Text(e, "officeId") == office.Id));
        (await office.Auditor.Get($"/audit/events?officeId={other.Id}")).Refused(
            HttpStatusCode.NotFound,
            "office.not_found"
        );
        (await office.Auditor.Get($"/audit/verification?officeId={other.Id}")).Refused(
            HttpStatusCode.NotFound,
            "office.not_found"
        );
        (await office.Auditor.Get($"/audit/verification?officeId={Global}")).Refused(
            HttpStatusCode.Forbidden,
            "access.all_offices_required"
        );
        (await office.Cashier.Get("/audit/events")).Refused(HttpStatusCode.Forbidden, "access.denied");
    }

    [Test]
    public async Task The_trail_keeps_no_nik_and_no_password()
    {
        var id = Id(await _office.Officer.Post("/borrowers", _office.Borrower()));
        (await _office.Officer.Post($"/borrowers/{id}/unmasking", new { purpose = "Cek" })).Ok();

        var texts = (await All(_office.Id)).Concat(await All(null)).Select(found => found.GetRawText()).ToList();

        Assert.That(texts, Is.Not.Empty);
        Assert.That(texts, Has.None.Contains("357699120190").And.None.Contains("kata-sandi"));
    }

    // The rule as AuditTrail states it, written once more by somebody who knows nothing else of it.
    private static string HashOf(JsonElement found, string chain)
    {
        var instant = found.GetProperty("at").GetDateTimeOffset().UtcDateTime;
        string?[] columns =
        [
            chain,
            found.GetProperty("sequence").GetRawText(),
            instant.ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture) + "Z",
            Text(found.GetProperty("user"), "id"),
            Text(found.GetProperty("user"), "userName"),
            Action(found),
            Text(found.GetProperty("subject"), "kind"),
            Text(found.GetProperty("subject"), "id"),
            Raw(found.GetProperty("before")),
            Raw(found.GetProperty("after")),
            Text(found, "requestId"),
            Text(found, "previousHash"),
            Text(found, "edge"),
            found.GetProperty("address").GetString(),
        ];
        var json = $"[{string.Join(',', columns.Select(Quoted))}]";
#pragma warning disable CA1308 // The hash is written in small letters.
        return Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(json))).ToLowerInvariant();
#pragma warning restore CA1308
    }

    private static string Quoted(string? text)
    {
        if (text is null)
        {
            return "null";
        }

        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(
                c switch
                {
                    '\\' => "\\\\",
                    '\b' => "\\b",
                    '\f' => "\\f",
                    '\n' => "\\n",
                    '\r' => "\\r",
                    '\t' => "\\t",
                    < ' ' or > '~' or '"' or '&' or '\'' or '+' or '<' or '>' or '`' => $"\\u{(int)c:X4}",
                    _ => c.ToString(),
                }
            );
        }

        return quoted.Append('"').ToString();
    }

    private static string? Raw(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.GetRawText();

    private static string Action(JsonElement found) => Text(found, "action");

    private static string Text(JsonElement value, string name) => value.GetProperty(name).GetString()!;

    private static string Id(Answer answer) => (string)answer.Ok()["id"]!;

    private static string NewCode(string mark) => $"{mark}{Interlocked.Increment(ref _code):D4}";

    private static TestCaseData OfAll(string action, Func<AuditTrailTests, Task> write) => Case(true, [action], write);

    private static TestCaseData OfOffice(string action, Func<AuditTrailTests, Task> write) =>
        Case(false, [action], write);

    private static TestCaseData OfOffice(string[] actions, Func<AuditTrailTests, Task> write) =>
        Case(false, actions, write);

    private static TestCaseData Case(bool isGlobal, string[] actions, Func<AuditTrailTests, Task> write) =>
        new TestCaseData(isGlobal, actions, write).SetArgDisplayNames(string.Join('+', actions.TakeLast(2)));

    private static object Office() => new { code = NewCode("X"), name = "BMD Uji" };

    private static object Product() => TestOffice.Product(NewCode("P"));

    private object Fund() =>
        new
        {
            officeId = _office.Id,
            code = NewCode("F"),
            name = "Zakat",
            kind = "zakat",
        };

    private object Group() =>
        new
        {
            officeId = _office.Id,
            code = NewCode("G"),
            name = "Majelis Mawar",
        };

    private async Task InfakFund() => (await _office.Admin.Post("/funds", Fund())).Ok();

    private async Task<int> Count(string? officeId) => (await All(officeId)).Count;

    private Task<List<JsonElement>> All(string? officeId) =>
        _office.Admin.Events(officeId is null ? "" : $"&officeId={officeId}");

    private async Task AddAuditorOfAll()
    {
        var userName = NewCode("auditor");
        string[] roles = ["auditor"];
        var user = new
        {
            userName,
            displayName = userName,
            roles,
            password = "kata-sandi-123",
        };
        (await _office.Admin.Post("/users", user)).Ok();
    }

    private async Task ChangeUser()
    {
        var client = await _office.AddUser(NewCode("u"), ["auditor"], null);
        var id = (await client.Get("/me")).Ok()["id"];
        var change = new
        {
            roles = new[] { "cashier" },
            isActive = true,
            password = "kata-sandi-lain",
        };
        (await _office.Admin.Put($"/users/{id}", change)).Ok();
    }

    private async Task ReviseProduct() =>
        (await _office.Admin.Put($"/products/{_office.ProductId}", TestOffice.Product("QH-MJK"))).Ok();

    private async Task ReplaceHolidays()
    {
        object[] days = [new { date = "2026-08-17", name = "Proklamasi" }];
        (await _office.Admin.Put($"/offices/{_office.Id}/holidays", days)).Ok();
    }

    private async Task Unmask()
    {
        var id = await _office.NewBorrower();
        (await _office.Officer.Post($"/borrowers/{id}/unmasking", new { purpose = "Cek KTP" })).Ok();
    }

    private async Task ReplaceMembers()
    {
        var id = await _office.NewBorrower();
        (await _office.Officer.Put($"/groups/{_groupId}/members", new[] { id })).Ok();
    }

    private async Task<(string Id, string BorrowerId)> Draft()
    {
        var borrowerId = await _office.NewBorrower();
        return (Id(await _office.Officer.Post("/applications", _office.Application(borrowerId))), borrowerId);
    }

    private async Task Edit()
    {
        var (id, borrowerId) = await Draft();
        (await _office.Officer.Put($"/applications/{id}", _office.Application(borrowerId, 2_000_000))).Ok();
    }

    private async Task Decide(string decision)
    {
        var id = await _office.NewSurveyed();
        var body = new
        {
            decision,
            decidedOn = "2026-01-07",
            note = "Belum",
        };
        (await _office.Approver.Post($"/applications/{id}/decisions", body)).Ok();
    }

    private async Task Withdraw(Task<string> application) =>
        (await _office.Officer.Post($"/applications/{await application}/withdrawal", new { reason = "Batal" })).Ok();

    private async Task WithdrawApproved()
    {
        var loanId = await _office.NewApproved();
        var opened = (await _office.Admin.Events($"&officeId={_office.Id}&subjectId={loanId}")).Single();
        await Withdraw(Task.FromResult(Text(opened.GetProperty("after"), "applicationId")));
    }

    private async Task<string> Pay(long amount)
    {
        var loanId = await _office.NewActive();
        var receipt = (await _office.Pay(loanId, amount)).Ok();
        return $"/loans/{loanId}/transactions/{receipt["transactionId"]}";
    }

    private async Task GrantGrace()
    {
        var loanId = await _office.NewActive();
        (await _office.Approver.Post($"/loans/{loanId}/graces", LoanSteps.Grace)).Ok();
    }

    private async Task HoldTranche()
    {
        var loanId = await _office.NewActiveIn(TrancheSteps.Two);
        (await _office.Approver.DecideTranche(loanId, 2, "hold")).Ok();
    }

    private async Task TakeBack()
    {
        var loanId = await _office.NewActive();
        (await _office.Cashier.Reverse(loanId, await _office.LastTransaction(loanId))).Ok();
    }

    private async Task PayWithInfak()
    {
        var loanId = await _office.NewActive();
        var payment = new
        {
            amount = 100_000,
            paidOn = "2026-02-02",
            account = "cash",
            infak = 5_000,
        };
        (await _office.Cashier.Post($"/loans/{loanId}/repayments", payment)).Ok();
    }

    private async Task<string> AskHowItStands()
    {
        var borrower = await _office.NewBorrower();
        (await _office.Officer.RecordImpact(borrower, ImpactSteps.Survey("yearly", "2026-03-04"))).Ok();
        return borrower;
    }

    private async Task LookHowItStands() => (await _office.Officer.RevealImpact(await AskHowItStands())).Ok();

    private async Task WithdrawHadKifayah()
    {
        (await _office.Admin.SetHadKifayah(_office.Id, "2027-01-01", 900_000)).Ok();
        var path = $"/offices/{_office.Id}/had-kifayah/withdrawal";
        (await _office.Admin.Post(path, new { from = "2027-01-01" })).Ok();
    }

    private async Task CountCash()
    {
        var cash = (await _office.Cashier.Get("/funds?limit=200")).Ok()["items"]!
            .AsArray()
            .Single(fund => (string)fund!["id"]! == _office.FundId)!["cash"]!;
        await _office.Count(_office.FundId, (long)cash - 500, "Uang logam terselip");
    }

    private async Task ChooseDepositUse() => await _office.ChooseDepositUse(await _office.NewBorrower());

    private async Task RefundDeposit()
    {
        var borrowerId = await _office.NewDepositor(50_000);
        (await _office.Refund(borrowerId, 20_000)).Ok();
    }

    private async Task ApplyDeposit()
    {
        var borrowerId = await _office.NewDepositor(50_000);
        var loanId = await _office.NewLoanOf(borrowerId);
        (await _office.ApplyDeposit(borrowerId, loanId)).Ok();
    }

    private async Task Meet()
    {
        var loan = await _office.NewActive();
        var group = await _office.NewGroup(new Books(_host), loan);
        (await _office.Cashier.Meet(group, GroupSteps.Meeting(GroupSteps.Item(loan)))).Ok();
    }

    private async Task<string> AskToWriteOff() => (await _office.Officer.AskToWriteOff(await _office.NewActive())).Id();

    private async Task RefuseWriteOff() =>
        (await _office.Approver.DecideWriteOff(await AskToWriteOff(), "reject")).Ok();

    private async Task<string> WriteOff(string kind)
    {
        var loanId = await _office.NewActive();
        await _office.WriteOff(loanId, WriteOffSteps.WriteOff(kind));
        return loanId;
    }

    private async Task Recover() => (await _office.Cashier.Recover(await WriteOff("writeOff"))).Ok();

    private async Task ReverseReceipt()
    {
        var receipt = new
        {
            amount = 1_000,
            account = "cash",
            source = "BAZNAS RI",
        };
        var received = (await _office.Cashier.Post($"/funds/{_office.FundId}/receipts", receipt)).Ok();
        (await _office.Cashier.ReverseEntry(received.Text("transactionId"))).Ok();
    }

    private async Task Reverse() =>
        (await _office.Cashier.Post($"{await Pay(100_000)}/reversal", new { reason = "Salah ketik" })).Ok();

    private async Task<string> Reschedule() => Id(await _office.Officer.Reschedule(await _office.NewActive()));

    private async Task<string> DecideReschedule(string decision)
    {
        var id = await Reschedule();
        (await _office.Approver.DecideReschedule(id, decision)).Ok();
        return id;
    }

    private async Task ReverseReschedule() =>
        (await _office.Approver.ReverseReschedule(await DecideReschedule("approve"))).Ok();
}
