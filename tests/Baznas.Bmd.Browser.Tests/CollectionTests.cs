using Baznas.Bmd.Web.Tests.Support;
using Microsoft.Playwright;

namespace Baznas.Bmd.Browser.Tests;

/// <summary>A group's meeting: each pays their own, one for another by consent, some are absent; all or nothing.</summary>
public sealed class CollectionTests
{
    private static TestOffice Office => BrowserOffice.Office;

    [TestCase("cashier", Screen.Phone)]
    [TestCase("officer", Screen.PhoneWithoutScripts)]
    [TestCase("cashier", Screen.Desk)]
    public async Task A_whole_meeting_is_recorded_on_one_screen(string who, Screen screen)
    {
        string[] loans = [await Office.NewActive(), await Office.NewActive(), await Office.NewActive()];
        var group = await Office.NewGroupAmongOthers(new Books(BrowserOffice.Host), loans);
        var helper = await Office.BorrowerOf(loans[0]);
        await using var person = await Person.SignedIn(who, screen);

        await person.Go($"/groups/{group}/collection");
        await person.Sees("belum terbayar Rp700.000");
        await person.LooksRight();
        await person.Fill($"items[{await RowOf(person, loans[0])}].amount", "100000");
        await person.Page.Locator($"[name='items[{await RowOf(person, loans[1])}].skip']").CheckAsync();
        var third = await RowOf(person, loans[2]);
        await person.Fill($"items[{third}].amount", "5.000.000");
        await person
            .Page.Locator("fieldset", new() { Has = Row(person, third) })
            .GetByText("Dibayarkan orang lain")
            .ClickAsync();
        await person.Choose($"items[{third}].paidByBorrowerId", helper);
        await person.Fill($"items[{third}].infak", "5000");
        if (screen != Screen.PhoneWithoutScripts)
        {
            await person.Sees("Lima juta seratus ribu rupiah");
        }

        await person.Press("Periksa");
        await person.Sees("Rp1.000.000");
        Assert.That(
            await person.Page.Locator(".wrong [name$='.amount']").GetAttributeAsync("name"),
            Is.EqualTo($"items[{third}].amount"),
            "What is wrong stands beside the member it is about."
        );
        await person.LooksRight();
        await person.Fill($"items[{third}].amount", "50000");
        await person.Press("Periksa");
        await person.Sees("seratus lima puluh ribu rupiah");
        await person.Sees("lima ribu rupiah");
        await person.LooksRight();
        Assert.That(await RepaidOf(loans), Is.EqualTo(new[] { 0L, 0, 0 }));
        await person.Press("Ya, catat semuanya");
        await person.Arrives($"/groups/{group}/meetings");
        await person.Sees("2 pembayaran tercatat");
        await person.LooksRight();

        Assert.That(await RepaidOf(loans), Is.EqualTo(new[] { 100_000L, 0, 50_000 }));
    }

    [Test]
    public async Task The_sheet_to_sign_has_an_address_for_those_who_are_signed_in_by_a_page()
    {
        var group = await Office.NewGroupAmongOthers(new Books(BrowserOffice.Host), await Office.NewActive());
        await using var officer = await Person.SignedIn("officer");

        await officer.Go($"/groups/{group}/collection-sheet");
        await Assertions.Expect(officer.Page.Locator("h1")).ToContainTextAsync("Lembar");
        var csv = await officer.Page.APIRequest.GetAsync($"/groups/{group}/collection-sheet?format=csv");

        Assert.That(await csv.TextAsync(), Does.Contain("toCollect"));
    }

    private static ILocator Row(Person person, int no) => person.Page.Locator($"[name='items[{no}].amount']");

    private static async Task<int> RowOf(Person person, string loanId)
    {
        var name = await person.Page.Locator($"input[type=hidden][value='{loanId}']").GetAttributeAsync("name");
        return int.Parse(name!["items[".Length..name!.IndexOf(']', StringComparison.Ordinal)], null);
    }

    private static async Task<long[]> RepaidOf(params string[] loans)
    {
        var repaid = new List<long>();
        foreach (var loan in loans)
        {
            repaid.Add((await Office.Loan(loan)).Number("repaid"));
        }

        return [.. repaid];
    }
}
