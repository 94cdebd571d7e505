using Baznas.Bmd.Web.Features.Applications.DraftApplication;
using Baznas.Bmd.Web.Features.Borrowers.RegisterBorrower;
using Baznas.Bmd.Web.Features.Groups.RecordGroupRepayments;
using Baznas.Bmd.Web.Features.Loans.RecordRepayment;
using Baznas.Bmd.Web.Features.Loans.SignAkad;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Baznas.Bmd.Web.Tests.Pages;

/// <summary>What people type becomes the command that the API would have been sent.</summary>
public sealed class FormReaderTests
{
    [TestCase("1250000", 1_250_000)]
    [TestCase("1.250.000", 1_250_000)]
    [TestCase(" Rp1.250.000 ", 1_250_000)]
    [TestCase("Rp 1.250.000,00", 1_250_000)]
    [TestCase("rp. 1.250.000,-", 1_250_000)]
    [TestCase("1 250 000", 1_250_000)]
    [TestCase("0", 0)]
    [TestCase("-5.000", -5_000)]
    public void An_amount_is_read_however_it_is_usually_written(string typed, long amount)
    {
        Assert.That(FormReader.TryReadAmount(typed, out var read));
        Assert.That(read, Is.EqualTo(amount));
    }

    [TestCase("")]
    [TestCase("seribu")]
    [TestCase("1.25")]
    [TestCase("1,250,000")]
    [TestCase("1.250.00")]
    [TestCase("12.50.000")]
    [TestCase("1000,50")]
    [TestCase("1e6")]
    [TestCase("1.000 juta")]
    [TestCase("99999999999999999999")]
    public void What_might_mean_another_amount_is_not_guessed_at(string typed) =>
        Assert.That(FormReader.TryReadAmount(typed, out _), Is.False);

    [Test]
    public void Empty_fields_are_not_there()
    {
        var command = Read<RecordRepayment>(
            ("amount", "88.000"),
            ("account", "cash"),
            ("paidOn", "2026-03-04"),
            ("method", ""),
            ("reference", "  "),
            ("infak", "")
        );

        Assert.That(
            command,
            Is.EqualTo(
                new RecordRepayment
                {
                    Amount = new(88_000),
                    Account = Features.Funds.MoneyAccount.Cash,
                    PaidOn = new(2026, 3, 4),
                }
            )
        );
    }

    [Test]
    public void A_date_may_be_typed_with_the_day_first() =>
        Assert.That(
            Read<RecordRepayment>(("amount", "1"), ("account", "bank"), ("paidOn", "5/3/2026")).PaidOn,
            Is.EqualTo(new DateOnly(2026, 3, 5))
        );

    [Test]
    public void A_list_leaves_out_what_was_left_empty() =>
        Assert.That(
            Read<SignAkad>(
                ("place", "Mojokerto"),
                ("witnesses", "Budi"),
                ("witnesses", ""),
                ("witnesses", " Sari ")
            ).Witnesses,
            Is.EqualTo(new[] { "Budi", "Sari" })
        );

    [Test]
    public void Rows_are_read_by_their_number_and_those_without_anything_typed_are_left_out()
    {
        var form = Form(
            ("paidOn", "2026-03-04"),
            ("account", "cash"),
            ("items[0].loanId", "a"),
            ("items[0].amount", "50.000"),
            ("items[1].loanId", "b"),
            ("items[1].amount", ""),
            ("items[12].loanId", "c"),
            ("items[12].amount", "70000")
        );

        var command = FormReader.Read<RecordGroupRepayments>(form, ["loanId"]).Value;

        Assert.That(
            command.Items.Select(item => (item.LoanId, item.Amount.Amount)),
            Is.EqualTo(new[] { ("a", 50_000L), ("c", 70_000L) })
        );
    }

    [Test]
    public void A_part_of_which_nothing_was_filled_in_is_not_there()
    {
        var without = Read<DraftApplication>(
            ("borrowerId", "b"),
            ("productId", "p"),
            ("fundId", "f"),
            ("principal", "1.000.000"),
            ("installments", "10"),
            ("purpose", "Modal"),
            ("tranches[0].no", ""),
            ("tranches[0].amount", "")
        );

        Assert.That(without.Tranches, Is.Null);
    }

    [Test]
    public void Names_with_dots_are_parts()
    {
        var borrower = Read<RegisterBorrower>(
            ("officeId", "o"),
            ("nik", "3576990412900001"),
            ("fullName", "Siti"),
            ("sex", "f"),
            ("birthDate", "1990-12-04"),
            ("business.name", "Warung"),
            ("business.sector", "kuliner"),
            ("consents", "processing"),
            ("consents", "reminders")
        );

        Assert.That(borrower.Business!.Sector, Is.EqualTo("kuliner"));
        Assert.That(borrower.Consents, Has.Count.EqualTo(2));
    }

    [Test]
    public void Everything_that_can_not_be_read_is_named_at_once()
    {
        var refused = FormReader.Read<RecordRepayment>(
            Form(("amount", "banyak"), ("paidOn", "kemarin"), ("account", "cash")),
            []
        );

        Assert.That(((InvalidRequest)refused.Error!).Fields.Keys, Is.EquivalentTo(new[] { "amount", "paidOn" }));
    }

    [Test]
    public void What_is_missing_is_named()
    {
        var refused = FormReader.Read<RecordRepayment>(Form(("amount", "")), []);

        Assert.That(((InvalidRequest)refused.Error!).Fields.Keys, Is.EquivalentTo(new[] { "amount", "account" }));
    }

    [Test]
    public void A_word_that_is_no_choice_is_named()
    {
        var refused = FormReader.Read<RecordRepayment>(Form(("amount", "5"), ("account", "laci")), []);

        Assert.That(((InvalidRequest)refused.Error!).Fields.Keys, Is.EqualTo(new[] { "account" }));
    }

    private static T Read<T>(params (string Name, string Value)[] fields)
        where T : class => FormReader.Read<T>(Form(fields), []).Value;

    private static FormCollection Form(params (string Name, string Value)[] fields) =>
        new(
            fields
                .GroupBy(field => field.Name)
                .ToDictionary(group => group.Key, group => new StringValues([.. group.Select(field => field.Value)]))
        );
}
