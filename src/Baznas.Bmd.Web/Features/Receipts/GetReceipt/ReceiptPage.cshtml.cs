using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Features.Documents;
using Baznas.Bmd.Web.Features.Documents.Papers;
using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Receipts.GetReceipt;

/// <summary>A receipt to print: on A5, or on a roll of 58 mm.</summary>
public sealed class ReceiptPage : BmdPage
{
    private const string PaperCookie = "bmd.paper";
    private const string Roll = "58";
    private const string Sheet = "a5";

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(365);

    /// <summary>The receipt.</summary>
    public ReceiptView Receipt { get; private set; } = null!;

    /// <summary>Whether it is printed on a roll.</summary>
    public bool IsRoll { get; private set; }

    /// <summary>Whether it comes right from the payment, and so is printed at once.</summary>
    public bool IsFresh => Notice is not null;

    /// <summary>Whether money came in.</summary>
    public bool IsIncoming =>
        Receipt.Kind is EntryKind.Repayment or EntryKind.Infak or EntryKind.Recovery or EntryKind.FundReceipt;

    /// <summary>Whether it is money handed out, for which the receiver signs.</summary>
    public bool IsOutgoing => Receipt.Kind is EntryKind.Disbursement or EntryKind.DepositRefund;

    /// <summary>Whether it needs a stamp.</summary>
    public bool NeedsStamp => (IsIncoming || IsOutgoing) && StampDuty.NeedsStamp(Receipt.Amount);

    /// <summary>Whether it is about a debt, and says what is left of it.</summary>
    public bool IsAboutDebt => Receipt.Kind is EntryKind.Repayment or EntryKind.DepositApplied or EntryKind.Recovery;

    /// <summary>As which document it can be had; null for what only the office keeps.</summary>
    public DocumentKind? Document => Receipt.Reverses is null ? ReceiptPaper.KindOf(Receipt.Kind) : null;

    /// <summary>Shows it on the paper asked for, or on that of the last time.</summary>
    public async Task OnGet(string id, string? width)
    {
        Receipt = await Ask(new GetReceipt(id));
        var paper = width ?? Request.Cookies[PaperCookie];
        IsRoll = paper == Roll;
        if (width is not null)
        {
            Response.Cookies.Append(
                PaperCookie,
                IsRoll ? Roll : Sheet,
                new CookieOptions
                {
                    HttpOnly = true,
                    SameSite = SameSiteMode.Lax,
                    Secure = Request.IsHttps,
                    MaxAge = Remembered,
                    IsEssential = true,
                }
            );
        }
    }
}
