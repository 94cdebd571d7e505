namespace Baznas.Bmd.Web.Tests.Model;

/// <summary>Short scripts that are played each time, whatever the seeds are.</summary>
internal static class Scripts
{
    public static IEnumerable<TestCaseData> All =>
        [
            Named(
                "A loan lives to its end",
                """
                T1 = receive by=kasir fund=INFAK amount=5000000 on=2026-01-05 account=cash
                B2 = borrower by=petugas asnaf=miskin
                A3 = apply by=petugas borrower=B2 product=MGG fund=INFAK principal=1000000 n=10 on=2026-01-05
                submit by=petugas app=A3
                survey by=petugas app=A3 on=2026-01-05
                decide by=manajer app=A3 decision=approve on=2026-01-05
                akad by=petugas loan=L3 on=2026-01-05
                T4 = disburse by=kasir loan=L3 on=2026-01-05 account=cash
                clock to=2026-02-10
                T5 = repay by=kasir loan=L3 amount=150000 on=2026-01-20 account=cash
                close by=kasir month=2026-01
                T6 = reverse by=kasir loan=L3 tx=T5
                check on=2026-01-31
                check on=2026-02-10
                T7 = repay by=petugas loan=L3 amount=1000000 account=cash
                & T8 = repay by=kasir loan=L3 amount=1000000 account=cash
                check on=2026-02-10
                """
            ),
            Named(
                "A reschedule taken back leaves the old instalments to be collected",
                """
                T1 = receive by=kasir fund=INFAK amount=5000000 on=2026-01-05 account=cash
                B2 = borrower by=petugas asnaf=miskin
                A3 = apply by=petugas borrower=B2 product=MGG fund=INFAK principal=1000000 n=2
                submit by=petugas app=A3
                survey by=petugas app=A3
                decide by=manajer app=A3 decision=approve
                akad by=petugas loan=L3
                T4 = disburse by=kasir loan=L3 account=cash
                clock to=2026-01-22
                R5 = reschedule by=petugas loan=L3 n=4
                rule by=komite request=R5 decision=approve
                check on=2026-01-22
                unreschedule by=manajer request=R5
                T6 = repay by=kasir loan=L3 amount=27031 account=bank
                check on=2026-01-21
                check on=2026-01-22
                """
            ),
            Named(
                "A disbursement booked with the wrong date is booked again with the earlier one",
                """
                T1 = receive by=kasir fund=INFAK amount=5000000 on=2026-01-05 account=cash
                B2 = borrower by=petugas asnaf=miskin
                A3 = apply by=petugas borrower=B2 product=BLN fund=INFAK principal=1000000 n=7 tranches=500000@2026-01-05,500000@2026-01-25
                submit by=petugas app=A3
                survey by=petugas app=A3
                decide by=manajer app=A3 decision=approve
                akad by=petugas loan=L3
                T4 = disburse by=kasir loan=L3 account=cash
                T5 = reverse by=kasir loan=L3 tx=T4
                clock to=2026-01-17
                T6 = disburse by=kasir loan=L3 account=cash
                T7 = reverse by=kasir loan=L3 tx=T6
                T8 = disburse by=kasir loan=L3 on=2026-01-06 account=cash
                check on=2026-01-10
                check on=2026-03-10
                """
            ),
            Named(
                "Tranches add to what is not yet due, around a reschedule and a grace",
                """
                T1 = receive by=kasir fund=INFAK amount=5000000 on=2026-01-05 account=cash
                B2 = borrower by=petugas asnaf=miskin
                A3 = apply by=petugas borrower=B2 product=NAIK fund=INFAK principal=1500000 n=3 tranches=500000@2026-01-05,500000@2026-01-25,500000@2026-02-14
                submit by=petugas app=A3
                survey by=petugas app=A3
                decide by=manajer app=A3 decision=approve
                akad by=petugas loan=L3
                T4 = disburse by=kasir loan=L3 account=cash
                clock to=2026-01-19
                T5 = disburse by=kasir loan=L3 account=cash
                T6 = repay by=kasir loan=L3 amount=200000 account=cash
                R7 = reschedule by=petugas loan=L3 n=5
                rule by=komite request=R7 decision=approve
                clock to=2026-02-16
                grace by=manajer loan=L3 periods=2
                T8 = disburse by=kasir loan=L3 account=cash
                T9 = reverse by=kasir loan=L3 tx=T6
                check on=2026-01-18
                check on=2026-01-19
                check on=2026-02-20
                check on=2026-06-01
                T10 = reverse by=kasir loan=L3 tx=T8
                check on=2026-02-20
                """
            ),
            Named(
                "A debt is written off by two, recovered in part, and taken back on the books",
                """
                T1 = receive by=kasir fund=INFAK amount=5000000 on=2026-01-05 account=cash
                B2 = borrower by=petugas asnaf=miskin
                A3 = apply by=petugas borrower=B2 product=BLN fund=INFAK principal=1200000 n=6
                submit by=petugas app=A3
                survey by=petugas app=A3
                decide by=manajer app=A3 decision=approve
                akad by=petugas loan=L3
                T4 = disburse by=kasir loan=L3 account=cash
                clock to=2026-04-10
                T5 = repay by=kasir loan=L3 amount=200000 on=2026-02-05 account=cash
                W6 = writeoff by=petugas loan=L3 kind=writeOff on=2026-04-01
                vote by=manajer request=W6 decision=approve
                vote by=manajer request=W6 decision=approve
                & vote by=komite request=W6 decision=approve
                T7 = recover by=kasir loan=L3 amount=300000 on=2026-04-05 account=bank
                T8 = recover by=kasir loan=L3 amount=700001 on=2026-04-05 account=bank
                T9 = repay by=kasir loan=L3 amount=1000 account=cash
                T10 = reverse by=kasir loan=L3 tx=EW6
                check on=2026-04-03
                T11 = reverse by=kasir loan=L3 tx=T7
                T12 = reverse by=kasir loan=L3 tx=EW6
                check on=2026-03-31
                check on=2026-04-10
                """
            ),
            Named(
                "A month opened again takes what was forgotten",
                """
                T1 = receive by=kasir fund=INFAK amount=5000000 on=2026-01-05 account=cash
                B2 = borrower by=petugas asnaf=miskin
                A3 = apply by=petugas borrower=B2 product=MGG fund=INFAK principal=1000000 n=10
                submit by=petugas app=A3
                survey by=petugas app=A3
                decide by=manajer app=A3 decision=approve
                akad by=petugas loan=L3
                T4 = disburse by=kasir loan=L3 account=cash
                clock to=2026-02-03
                T5 = repay by=kasir loan=L3 amount=50000 on=2026-01-20 account=cash
                close by=kasir month=2026-01
                T6 = repay by=kasir loan=L3 amount=50000 on=2026-01-27 account=cash
                T7 = reverse by=kasir loan=L3 tx=T5
                O8 = reopen by=kasir month=2026-01
                settle by=manajer request=O8 decision=approve
                T9 = repay by=kasir loan=L3 amount=50000 on=2026-01-27 account=cash
                check on=2026-01-31
                close by=kasir month=2026-01
                check on=2026-02-03
                """
            ),
            Named(
                "Holidays declared later move single instalments, and a deposit pays the next loan",
                """
                T1 = receive by=kasir fund=INFAK amount=5000000 on=2026-01-05 account=cash
                B2 = borrower by=petugas asnaf=miskin
                A3 = apply by=petugas borrower=B2 product=BLN fund=INFAK principal=900000 n=3
                submit by=petugas app=A3
                survey by=petugas app=A3
                decide by=manajer app=A3 decision=approve
                akad by=petugas loan=L3
                T4 = disburse by=kasir loan=L3 account=cash
                clock to=2026-02-06
                holidays by=admin dates=2026-03-05,2026-03-06,2026-04-06
                check on=2026-03-08
                T5 = repay by=kasir loan=L3 amount=950000 account=cash excess=deposit
                A6 = apply by=petugas borrower=B2 product=MGG fund=INFAK principal=500000 n=2
                submit by=petugas app=A6
                survey by=petugas app=A6
                decide by=manajer app=A6 decision=approve
                akad by=petugas loan=L6
                T7 = disburse by=kasir loan=L6 account=cash
                T8 = settledebt by=kasir borrower=B2 loan=L6 amount=20000
                T9 = refund by=kasir borrower=B2 amount=30001 account=cash
                T10 = refund by=kasir borrower=B2 amount=30000 account=cash
                T11 = reverse by=kasir loan=L3 tx=T5
                check on=2026-02-06
                """
            ),
            Named(
                "An instalment on a holiday takes the next period and the later ones follow",
                """
                T1 = receive by=kasir fund=INFAK amount=5000000 on=2026-01-05 account=cash
                B2 = borrower by=petugas asnaf=miskin
                A3 = apply by=petugas borrower=B2 product=LIBUR fund=INFAK principal=1000000 n=4 first=2026-02-17
                submit by=petugas app=A3
                survey by=petugas app=A3
                decide by=manajer app=A3 decision=approve
                akad by=petugas loan=L3
                T4 = disburse by=kasir loan=L3 account=cash
                check on=2026-01-05
                clock to=2026-03-01
                T5 = repay by=kasir loan=L3 amount=300000 account=cash
                check on=2026-03-20
                check on=2026-07-01
                """
            ),
            Named(
                "A repayment that a standing reschedule counts on stays until the reschedule is taken back",
                """
                T1 = receive by=kasir fund=INFAK amount=5000000 on=2026-01-05 account=cash
                B2 = borrower by=petugas asnaf=miskin
                A3 = apply by=petugas borrower=B2 product=MGG fund=INFAK principal=1000000 n=10
                submit by=petugas app=A3
                survey by=petugas app=A3
                decide by=manajer app=A3 decision=approve
                akad by=petugas loan=L3
                T4 = disburse by=kasir loan=L3 account=cash
                clock to=2026-01-20
                T5 = repay by=kasir loan=L3 amount=60000 account=cash
                R6 = reschedule by=petugas loan=L3 n=6
                rule by=komite request=R6 decision=approve
                T7 = reverse by=kasir loan=L3 tx=T5
                unreschedule by=manajer request=R6
                T8 = reverse by=kasir loan=L3 tx=T5
                check on=2026-01-20
                """
            ),
            Named(
                "Money that was out until February is not paid out a second time in January",
                """
                T1 = receive by=kasir fund=INFAK amount=5000000 on=2026-01-05 account=cash
                B2 = borrower by=petugas asnaf=miskin
                A3 = apply by=petugas borrower=B2 product=MGG fund=INFAK principal=1000000 n=10
                submit by=petugas app=A3
                survey by=petugas app=A3
                decide by=manajer app=A3 decision=approve
                akad by=petugas loan=L3
                T4 = disburse by=kasir loan=L3 account=cash
                clock to=2026-02-10
                close by=kasir month=2026-01
                T5 = reverse by=kasir loan=L3 tx=T4
                O6 = reopen by=kasir month=2026-01
                settle by=manajer request=O6 decision=approve
                T7 = disburse by=kasir loan=L3 on=2026-01-20 account=cash
                T8 = disburse by=kasir loan=L3 on=2026-02-03 account=cash
                check on=2026-01-25
                check on=2026-02-10
                """
            ),
            Named(
                "A recovery before another one's reversal leaves room for both",
                """
                T1 = receive by=kasir fund=INFAK amount=5000000 on=2026-01-05 account=cash
                B2 = borrower by=petugas asnaf=miskin
                A3 = apply by=petugas borrower=B2 product=NAIK fund=INFAK principal=1400000 n=5
                submit by=petugas app=A3
                survey by=petugas app=A3
                decide by=manajer app=A3 decision=approve
                akad by=petugas loan=L3
                T4 = disburse by=kasir loan=L3 account=cash
                W5 = writeoff by=manajer loan=L3 kind=writeOff on=2026-01-05
                vote by=komite request=W5 decision=approve
                vote by=rangkap request=W5 decision=approve
                clock to=2026-01-16
                T6 = recover by=kasir loan=L3 amount=1300000 on=2026-01-16 account=cash
                clock to=2026-02-05
                close by=kasir month=2026-01
                T7 = reverse by=kasir loan=L3 tx=T6
                O8 = reopen by=kasir month=2026-01
                settle by=manajer request=O8 decision=approve
                T9 = recover by=kasir loan=L3 amount=500000 on=2026-01-29 account=cash
                T10 = recover by=kasir loan=L3 amount=100000 on=2026-01-29 account=cash
                check on=2026-01-30
                check on=2026-02-05
                """
            ),
            Named(
                "A loan whose write-off was taken back closes on the day it was repaid",
                """
                T1 = receive by=kasir fund=INFAK amount=5000000 on=2026-01-05 account=cash
                B2 = borrower by=petugas asnaf=miskin
                A3 = apply by=petugas borrower=B2 product=NAIK fund=INFAK principal=1200000 n=6
                submit by=petugas app=A3
                survey by=petugas app=A3
                decide by=manajer app=A3 decision=approve
                akad by=petugas loan=L3
                T4 = disburse by=kasir loan=L3 account=cash
                clock to=2026-01-21
                W5 = writeoff by=petugas loan=L3 kind=writeOff on=2026-01-21
                vote by=manajer request=W5 decision=approve
                vote by=komite request=W5 decision=approve
                clock to=2026-02-01
                close by=kasir month=2026-01
                T6 = reverse by=kasir loan=L3 tx=EW5
                T7 = repay by=kasir loan=L3 amount=1200000 on=2026-02-01 account=cash
                check on=2026-01-25
                check on=2026-02-01
                """
            ),
        ];

    private static TestCaseData Named(string name, string script) => new TestCaseData(script).SetArgDisplayNames(name);
}
