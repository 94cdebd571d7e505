using System.Text.Json.Nodes;

namespace Baznas.Bmd.Web.Tests.Support;

/// <summary>Surveys of impact, each with the body a good request has.</summary>
public static class ImpactSteps
{
    public static readonly object HadKifayah = new { from = "2026-01-01", perPerson = 1_000_000 };

    /// <summary>A household of four with a business.</summary>
    public static JsonObject Survey(string occasion, string surveyedOn, object? changes = null) =>
        new
        {
            occasion,
            surveyedOn,
            householdSize = 4,
            monthlyIncome = 3_217_654,
            monthlyTurnover = 8_765_432,
            assets = 61_234_567,
            employees = 1,
            spiritual = new
            {
                prayer = 4,
                fasting = 4,
                zakat = 3,
                family = 4,
                policy = 3,
            },
            note = "Menanggung orang tua sakit",
        }.With(changes ?? new { });

    public static Task<Answer> RecordImpact(this ApiClient who, string borrowerId, object survey) =>
        who.Post($"/borrowers/{borrowerId}/impact-surveys", survey);

    public static Task<Answer> RevealImpact(this ApiClient who, string borrowerId, string purpose = "Uji") =>
        who.Post($"/borrowers/{borrowerId}/impact-surveys/unmasking", new { purpose });

    public static Task<Answer> SetHadKifayah(this ApiClient who, string officeId, string from, long perPerson) =>
        who.Post($"/offices/{officeId}/had-kifayah", new { from, perPerson });

    /// <summary>A loan that was paid off on 2 February 2026, and its borrower.</summary>
    public static async Task<(string Loan, string Borrower, string Application)> NewClosed(this TestOffice office)
    {
        var loan = await office.NewActive();
        (await office.Pay(loan, 1_000_000)).Ok();
        var view = (await office.Officer.Get($"/loans/{loan}")).Ok();
        return (loan, (string)view["borrower"]!["id"]!, view.Text("applicationId"));
    }
}
