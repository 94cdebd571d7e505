using System.Globalization;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Texts;

namespace Baznas.Bmd.Web.Features.Groups.GetCollectionSheet;

/// <summary>The collection sheet as a page of A4 paper: what to collect, room for what was received, and signatures.</summary>
internal static class CollectionSheetPage
{
    // Narrow margins and lines high enough to write on by hand; the head of the table repeats on every page.
    private const string Style = """
        @page { size: A4 portrait; margin: 10mm; }
        * { box-sizing: border-box; }
        body { font: 10pt/1.3 "Liberation Sans", Arial, sans-serif; color: #000; margin: 0 auto; max-width: 190mm; }
        h1 { font-size: 14pt; margin: 0; }
        header { display: flex; justify-content: space-between; border-bottom: 1.5pt solid #000; padding-bottom: 2mm; }
        header p { margin: 0; }
        .day { text-align: right; white-space: nowrap; }
        table { width: 100%; border-collapse: collapse; margin-top: 4mm; }
        thead { display: table-header-group; }
        tr { break-inside: avoid; }
        th, td { border: 0.5pt solid #555; padding: 1mm 1.2mm; vertical-align: middle; }
        th { background: #eee; font-size: 8pt; text-align: center; }
        td { height: 11mm; }
        .amount { text-align: right; white-space: nowrap; }
        .small { font-size: 8pt; color: #333; }
        .received { width: 24mm; }
        .signature { width: 22mm; }
        .none { text-align: center; }
        tfoot td { font-weight: bold; height: 9mm; }
        .others { margin: 4mm 0 0; }
        .signatures { display: flex; justify-content: space-between; margin-top: 8mm; break-inside: avoid; }
        .signatures div { width: 50mm; text-align: center; }
        .signatures p { margin: 0; }
        .line { border-bottom: 0.5pt solid #000; height: 18mm; }
        @media screen { body { padding: 5mm; min-width: 165mm; } td:nth-child(2) { min-width: 40mm; } }
        """;

    public static HtmlPage Of(CollectionSheet sheet)
    {
        var title = $"{Say("sheet.title")} {sheet.GroupCode} {sheet.Date:yyyy-MM-dd}";
        var body = Html.Of($"{Head(sheet)}{Table(sheet)}{Others(sheet)}{Signatures()}");
        return HtmlPage.Of(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, title, Style, body);
    }

    private static Html Head(CollectionSheet sheet) =>
        Html.Of(
            $"""
            <header><div><h1>{Say("sheet.title")}</h1><p>{sheet.OfficeName}</p></div>
            <div class="day"><p><strong>{sheet.GroupName}</strong> ({sheet.GroupCode})</p><p>{Day(
                sheet.Date
            )}</p></div></header>
            """
        );

    private static Html Table(CollectionSheet sheet) =>
        Html.Of(
            $"""
            <table><thead><tr><th>{Say("sheet.no")}</th><th>{Say("sheet.member")}</th><th>{Say("sheet.overdue")}</th>
            <th>{Say("sheet.due_today")}</th><th>{Say("sheet.to_collect")}</th><th>{Say("sheet.outstanding")}</th>
            <th class="received">{Say("sheet.received")}</th><th class="signature">{Say("sheet.signature")}</th></tr></thead>
            <tbody>{(sheet.Rows.Count == 0 ? Nothing : Html.Join(sheet.Rows.Index().Select(Row)))}</tbody>
            <tfoot><tr><td colspan="2">{Say("sheet.total")}</td><td class="amount">{Number(sheet.Totals.Overdue)}</td>
            <td class="amount">{Number(sheet.Totals.DueToday)}</td><td class="amount">{Number(
                sheet.Totals.ToCollect
            )}</td>
            <td class="amount">{Number(sheet.Totals.Outstanding)}</td><td></td><td></td></tr></tfoot></table>
            <p class="small">{Say("sheet.unit")}</p>
            """
        );

    private static Html Nothing => Html.Of($"""<tr><td colspan="8" class="none">{Say("sheet.nothing")}</td></tr>""");

    private static Html Row((int Index, CollectionSheetRow Loan) row)
    {
        var loan = row.Loan;
        return Html.Of(
            $"""
            <tr><td class="amount">{row.Index + 1}</td>
            <td>{loan.BorrowerName}{Chair(loan.IsChair)}<br><span class="small">{loan.LoanNumber}{Notes(
                loan
            )}</span></td>
            <td class="amount">{Number(loan.Overdue)}{Late(loan)}</td><td class="amount">{Number(loan.DueToday)}</td>
            <td class="amount"><strong>{Number(loan.ToCollect)}</strong></td>
            <td class="amount">{Number(loan.Outstanding)}</td><td></td><td></td></tr>
            """
        );
    }

    private static Html? Chair(bool isChair) => isChair ? Html.Of($" ({Say("sheet.chair")})") : null;

    private static Html? Late(CollectionSheetRow loan) =>
        loan.DaysPastDue > 0
            ? Html.Of($"""<br><span class="small">{Messages.Format("sheet.days", [loan.DaysPastDue])}</span>""")
            : null;

    private static Html? Notes(CollectionSheetRow loan)
    {
        var next = loan.NextDue is { } due
            ? Html.Of($"<br>{Messages.Format("sheet.next_due", [due.DueOn, due.Amount])}")
            : null;
        var deposit = loan.Deposit.IsPositive
            ? Html.Of($"<br>{Messages.Format("sheet.deposit", [loan.Deposit])}")
            : null;
        return Html.Of($"{next}{deposit}");
    }

    private static Html? Others(CollectionSheet sheet) =>
        sheet.WithoutLoan.Count == 0
            ? null
            : Html.Of(
                $"""<p class="others">{Say("sheet.without_loan")}: {string.Join(", ", sheet.WithoutLoan.Select(NameOf))}</p>"""
            );

    private static string NameOf(CollectionSheetMember member) =>
        member.BorrowerName + (member.IsChair ? $" ({Say("sheet.chair")})" : "");

    private static Html Signatures() =>
        Html.Of(
            $"""
            <div class="signatures"><div><p>{Say("sheet.officer")}</p><p class="line"></p></div>
            <div><p>{Say("sheet.chair_signature")}</p><p class="line"></p></div>
            <div><p>{Say("sheet.cashier")}</p><p class="line"></p></div></div>
            """
        );

    private static string Say(string code) => Messages.Text(code)!;

    private static string Day(DateOnly date) => date.ToString("dddd, d MMMM yyyy", CultureInfo.CurrentCulture);

    // The sheet says once that amounts are rupiah; in the table the bare number is easier to read.
    private static string Number(Rupiah amount) =>
        amount.IsZero ? "–" : amount.Amount.ToString("N0", CultureInfo.GetCultureInfo("id-ID"));
}
