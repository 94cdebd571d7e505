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
        ];

    private static TestCaseData Named(string name, string script) => new TestCaseData(script).SetArgDisplayNames(name);
}
