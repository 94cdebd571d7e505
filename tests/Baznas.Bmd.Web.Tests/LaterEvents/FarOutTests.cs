using System.Net;
using Baznas.Bmd.Web.Tests.Loans;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.LaterEvents;

/// <summary>The later events asked for with days no one can mean, and sums no one has.</summary>
public sealed class FarOutTests : OfficeFixture
{
    private static readonly string[] Far =
    [
        "0001-01-01",
        "0001-01-02",
        "1899-12-31",
        "2026-12-31",
        "9999-12-30",
        "9999-12-31",
    ];

    private string _borrower = "";
    private string _loan = "";
    private string _tranched = "";
    private string _writtenOff = "";
    private string _group = "";

    protected override async Task Prepare()
    {
        _borrower = await Office.NewDepositor(300_000);
        _loan = await Office.NewLoanOf(_borrower);
        _tranched = await Office.NewActiveIn(TrancheSteps.Two);
        _writtenOff = await Office.NewWrittenOff();
        _group = await Office.NewGroup(Books, _loan, _tranched, _writtenOff);
    }

    [Test]
    public async Task No_day_however_far_makes_the_service_fail()
    {
        var failed = new List<string>();
        foreach (var day in Far)
        {
            foreach (var (who, path, body) in Dated(day))
            {
                var before = Books.Fingerprint();
                var answer = path.StartsWith("PUT ", StringComparison.Ordinal)
                    ? await who.Put(path[4..], body)
                    : await who.Post(path, body);
                if ((int)answer.Status is < 400 or >= 500 || Books.Fingerprint() != before)
                {
                    failed.Add($"{day} {path} {(int)answer.Status} {answer.Body?.ToJsonString()}");
                }
            }
        }

        Assert.That(failed, Is.Empty, string.Join("\n", failed));
    }

    [Test]
    public async Task No_report_fails_however_far_its_days()
    {
        var failed = new List<string>();
        string[] reports =
        [
            "cash-forecast",
            "collections",
            "disbursements",
            "expected-payments",
            "funds",
            "general-ledger",
            "journal",
            "rescheduled-loans",
            "written-off-loans",
        ];
        foreach (var from in Far)
        {
            foreach (var to in Far)
            {
                foreach (var report in reports)
                {
                    await Look($"/reports/{report}?from={from}&to={to}");
                }
            }

            foreach (
                var path in new[]
                {
                    $"/reports/portfolio?asOf={from}",
                    $"/reports/arrears?asOf={from}",
                    $"/reports/trial-balance?asOf={from}",
                    $"/loans/{_loan}?asOf={from}",
                    $"/loans/{_loan}/schedule?asOf={from}",
                    $"/loans/{_writtenOff}?asOf={from}",
                    $"/groups/{_group}/collection-sheet?date={from}",
                    $"/loans?asOf={from}",
                }
            )
            {
                await Look(path);
            }
        }

        Assert.That(failed, Is.Empty, string.Join("\n", failed));

        async Task Look(string path)
        {
            var answer = await Office.Cashier.Get(path);
            if ((int)answer.Status >= 500 || answer.Status is HttpStatusCode.NotFound)
            {
                failed.Add($"{path} {(int)answer.Status}");
            }
        }
    }

    [Test]
    public async Task No_sum_however_large_makes_the_service_fail()
    {
        var failed = new List<string>();
        foreach (
            var amount in new[]
            {
                long.MaxValue,
                long.MaxValue - 1,
                1_000_000_000_000_000,
                999_999_999_999,
                0,
                -1,
                long.MinValue,
            }
        )
        {
            foreach (var (who, path, body) in Sums(amount))
            {
                var before = Books.Fingerprint();
                var answer = await who.Post(path, body);
                if ((int)answer.Status is < 400 or >= 500 || Books.Fingerprint() != before)
                {
                    failed.Add($"{amount} {path} {(int)answer.Status} {answer.Body?.ToJsonString()}");
                }
            }
        }

        Assert.That(failed, Is.Empty, string.Join("\n", failed));
    }

    private IEnumerable<(ApiClient, string, object)> Dated(string day)
    {
        yield return (
            Office.Officer,
            $"/loans/{_loan}/reschedules",
            RescheduleSteps.SevenMondays.With(new { effectiveOn = day })
        );
        if (day != "2026-12-31")
        {
            yield return (
                Office.Officer,
                $"/loans/{_loan}/reschedules",
                RescheduleSteps.SevenMondays.With(new { firstDueOn = day })
            );
            yield return (
                Office.Officer,
                "/applications",
                Office
                    .Application(_borrower)
                    .With(
                        new
                        {
                            tranches = new[]
                            {
                                TrancheSteps.Tranche(1, 600_000, "2026-01-09"),
                                TrancheSteps.Tranche(2, 400_000, day),
                            },
                        }
                    )
            );
        }

        yield return (Office.Approver, $"/loans/{_loan}/graces", LoanSteps.Grace.With(new { effectiveOn = day }));
        yield return (Office.Approver, $"/offices/{Office.Id}/graces", LoanSteps.Grace.With(new { effectiveOn = day }));
        yield return (
            Office.Approver,
            $"/offices/{Office.Id}/graces/preview",
            LoanSteps.Grace.With(new { effectiveOn = day })
        );
        yield return (
            Office.Approver,
            $"/loans/{_tranched}/tranches/2/decisions",
            new
            {
                decision = "approve",
                note = "ya",
                decidedOn = day,
            }
        );
        yield return (Office.Cashier, $"/loans/{_tranched}/disbursements", new { disbursedOn = day, account = "cash" });
        yield return (Office.Officer, $"/loans/{_loan}/write-offs", WriteOffSteps.WriteOff(effectiveOn: day));
        yield return (
            Office.Officer,
            $"/loans/{_loan}/write-offs",
            WriteOffSteps
                .WriteOff()
                .With(
                    new
                    {
                        cause = "death",
                        diedOn = day,
                        deathCertificate = "1",
                        effectiveOn = "0001-01-01",
                    }
                )
        );
        yield return (Office.Cashier, $"/loans/{_writtenOff}/recoveries", WriteOffSteps.Recovery(receivedOn: day));
        yield return (Office.Cashier, $"/borrowers/{_borrower}/deposit/refunds", MoneySteps.RefundOf(1000, day));
        yield return (
            Office.Cashier,
            $"/borrowers/{_borrower}/deposit/applications",
            new { loanId = _loan, appliedOn = day }
        );
        yield return (Office.Cashier, $"/funds/{Office.FundId}/transfers", MoneySteps.TransferOf(1000, day));
        yield return (
            Office.Cashier,
            $"/funds/{Office.FundId}/cash-counts",
            new
            {
                countedOn = day,
                counted = 5,
                explanation = (string?)null,
            }
        );
        yield return (
            Office.Cashier,
            $"/groups/{_group}/repayments",
            GroupSteps.Meeting(day, [GroupSteps.Item(_loan)])
        );
    }

    private IEnumerable<(ApiClient, string, object)> Sums(long amount)
    {
        yield return (Office.Cashier, $"/loans/{_writtenOff}/recoveries", WriteOffSteps.Recovery(amount));
        yield return (Office.Cashier, $"/borrowers/{_borrower}/deposit/refunds", MoneySteps.RefundOf(amount));
        yield return (Office.Cashier, $"/borrowers/{_borrower}/deposit/applications", new { loanId = _loan, amount });
        yield return (Office.Cashier, $"/funds/{Office.FundId}/transfers", MoneySteps.TransferOf(amount));
        yield return (Office.Cashier, $"/funds/{Office.FundId}/cash-counts", new { counted = amount });
        yield return (
            Office.Cashier,
            $"/funds/{Office.FundId}/cash-counts",
            new
            {
                counted = 5,
                explanation = "x",
                denominations = new[]
                {
                    new { value = amount, pieces = int.MaxValue },
                    new { value = amount, pieces = 2 },
                },
            }
        );
        yield return (
            Office.Cashier,
            $"/groups/{_group}/repayments",
            GroupSteps.Meeting(GroupSteps.Item(_loan, amount), GroupSteps.Item(_tranched, amount))
        );
        if (amount is 0 or > 1_000_000_000_000 or < 0)
        {
            yield return (
                Office.Cashier,
                $"/groups/{_group}/repayments",
                GroupSteps.Meeting(
                    new
                    {
                        loanId = _loan,
                        amount,
                        excess = "deposit",
                        infak = amount,
                    },
                    new
                    {
                        loanId = _tranched,
                        amount,
                        excess = "deposit",
                        infak = amount,
                    }
                )
            );
        }

        yield return (
            Office.Officer,
            "/applications",
            Office
                .Application(_borrower)
                .With(
                    new
                    {
                        tranches = new[]
                        {
                            TrancheSteps.Tranche(1, amount, "2026-01-09"),
                            TrancheSteps.Tranche(2, amount, "2026-01-10"),
                        },
                    }
                )
        );
        yield return (
            Office.Officer,
            $"/loans/{_loan}/reschedules",
            RescheduleSteps.SevenMondays.With(new { installments = amount })
        );
        yield return (Office.Approver, $"/loans/{_loan}/graces", LoanSteps.Grace.With(new { periods = amount }));
        yield return (Office.Approver, $"/loans/{_loan}/graces", LoanSteps.Grace.With(new { fromNo = amount }));
        yield return (
            Office.Approver,
            $"/loans/{_tranched}/tranches/{amount}/decisions",
            new { decision = "hold", note = "ya" }
        );
        yield return (
            Office.Cashier,
            $"/loans/{_tranched}/disbursements",
            new
            {
                account = "cash",
                disbursedOn = "2026-03-01",
                trancheNo = amount,
            }
        );
        yield return (
            Office.Cashier,
            $"/loans/{_tranched}/disbursements",
            new
            {
                account = "cash",
                disbursedOn = "2026-03-01",
                amount,
            }
        );
    }
}
