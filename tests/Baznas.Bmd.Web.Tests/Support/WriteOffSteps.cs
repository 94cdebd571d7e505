namespace Baznas.Bmd.Web.Tests.Support;

/// <summary>The steps by which a debt leaves the books, each with the body a good request has.</summary>
public static class WriteOffSteps
{
    public static object WriteOff(string kind = "writeOff", string effectiveOn = "2026-02-20") =>
        new
        {
            kind,
            effectiveOn,
            reason = "Usaha tutup dan tidak ada penghasilan",
            evidence = "Berita acara kunjungan dan surat keterangan kelurahan",
        };

    public static object Recovery(long amount = 100_000, string receivedOn = "2026-02-25") =>
        new
        {
            amount,
            receivedOn,
            account = "cash",
        };

    public static Task<Answer> AskToWriteOff(this ApiClient who, string loanId, object? body = null) =>
        who.Post($"/loans/{loanId}/write-offs", body ?? WriteOff());

    public static Task<Answer> DecideWriteOff(this ApiClient who, string id, string decision = "approve") =>
        who.Post($"/write-offs/{id}/decision", new { decision, note = "Sudah ditimbang" });

    public static Task<Answer> Recover(this ApiClient who, string loanId, object? body = null) =>
        who.Post($"/loans/{loanId}/recoveries", body ?? Recovery());

    public static Task<Answer> ReverseEntry(this ApiClient who, string transactionId) =>
        who.Post($"/transactions/{transactionId}/reversal", new { reason = "Salah catat" });

    /// <summary>Asks, and has two approvers agree.</summary>
    /// <returns>The request as it was booked.</returns>
    public static async Task<System.Text.Json.Nodes.JsonNode> WriteOff(
        this TestOffice office,
        string loanId,
        object? body = null
    )
    {
        var id = (await office.Officer.AskToWriteOff(loanId, body)).Id();
        (await office.Approver.DecideWriteOff(id)).Ok();
        return (await office.SecondApprover.DecideWriteOff(id)).Ok();
    }

    /// <summary>A loan of Rp1.000.000, paid out on 9 January, of which Rp300.000 came back before the rest left the books.</summary>
    public static async Task<string> NewWrittenOff(this TestOffice office, string kind = "writeOff")
    {
        var id = await office.NewActive();
        (await office.Pay(id, 300_000)).Ok();
        await office.WriteOff(id, WriteOff(kind));
        return id;
    }
}
