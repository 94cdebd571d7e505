using System.Text.RegularExpressions;
using Baznas.Bmd.Domain.Borrowers;
using Baznas.Bmd.Web.Platform.Texts;
using FluentValidation;

namespace Baznas.Bmd.Web.Platform.Requests;

/// <summary>What a field may hold, said once for every request. Texts come from the resource files.</summary>
public static partial class FieldRules
{
    private static readonly DateOnly FirstDate = new(1900, 1, 1);

    private const int LongestEmail = 254;

    private static readonly DateOnly LastDate = new(2200, 12, 31);

    /// <summary>An amount above zero that one request may name.</summary>
    public static IRuleBuilderOptions<T, Rupiah> Amount<T>(this IRuleBuilder<T, Rupiah> rule) =>
        rule.Must(amount => amount.IsPositive && amount <= Rupiah.MaxPerRequest)
            .WithMessage(_ => Messages.Format("field.amount", [Rupiah.MaxPerRequest]));

    /// <summary>An amount of zero or more that one request may name.</summary>
    public static IRuleBuilderOptions<T, Rupiah?> AmountOrZero<T>(this IRuleBuilder<T, Rupiah?> rule) =>
        rule.Must(amount => amount is null || (amount >= Rupiah.Zero && amount <= Rupiah.MaxPerRequest))
            .WithMessage(_ => Messages.Format("field.amount_or_zero", [Rupiah.MaxPerRequest]));

    /// <summary>A text that is there and fits.</summary>
    public static IRuleBuilderOptions<T, string> Text<T>(this IRuleBuilder<T, string> rule, int longest) =>
        rule.Must(text => !string.IsNullOrWhiteSpace(text) && text.Length <= longest && !HasControls(text))
            .WithMessage(_ => Messages.Format("field.text", [longest]));

    /// <summary>A text that may be left out, and fits.</summary>
    public static IRuleBuilderOptions<T, string?> OptionalText<T>(this IRuleBuilder<T, string?> rule, int longest) =>
        rule.Must(text => text is null || (text.Length <= longest && !HasControls(text)))
            .WithMessage(_ => Messages.Format("field.optional_text", [longest]));

    /// <summary>A short mark of capital letters, digits and dashes.</summary>
    public static IRuleBuilderOptions<T, string> Code<T>(this IRuleBuilder<T, string> rule) =>
        rule.Matches("^[A-Z0-9][A-Z0-9_-]{0,19}\\z").WithMessage(_ => Messages.Text("field.code"));

    /// <summary>A date of this or a neighbouring century; when left out, today.</summary>
    public static IRuleBuilderOptions<T, DateOnly?> Date<T>(this IRuleBuilder<T, DateOnly?> rule) =>
        rule.Must(date => date is null || (date >= FirstDate && date <= LastDate))
            .WithMessage(_ => Messages.Text("field.date"));

    /// <summary>A whole number within bounds.</summary>
    public static IRuleBuilderOptions<T, int> Between<T>(this IRuleBuilder<T, int> rule, int least, int most) =>
        rule.Must(number => number >= least && number <= most)
            .WithMessage(_ => Messages.Format("field.between", [least, most]));

    /// <summary>A phone number as Indonesians write it, or none.</summary>
    public static IRuleBuilderOptions<T, string?> Phone<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(phone => phone is null || PhoneNumber.TryParse(phone, out _))
            .WithMessage(_ => Messages.Text("field.phone"));

    /// <summary>An e-mail address, or none.</summary>
    public static IRuleBuilderOptions<T, string?> Email<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(email => email is null || (email.Length <= LongestEmail && EmailShape().IsMatch(email)))
            .WithMessage(_ => Messages.Text("field.email"));

    /// <summary>A Kemendagri village code, or none.</summary>
    public static IRuleBuilderOptions<T, string?> Village<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(code => code is null || VillageCode.TryParse(code, out _))
            .WithMessage(_ => Messages.Text("field.village_code"));

    /// <summary>A list that is there and not longer than reason.</summary>
    public static IRuleBuilderOptions<T, IReadOnlyList<TItem>> List<T, TItem>(
        this IRuleBuilder<T, IReadOnlyList<TItem>> rule,
        int least,
        int most
    ) =>
        rule.Must(list => list.Count >= least && list.Count <= most)
            .WithMessage(_ => Messages.Format("field.list", [least, most]));

    // One address as mail servers take it, without comments, quotes or line breaks: nothing that could end a header.
    [GeneratedRegex(
        @"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,63}\z",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex EmailShape();

    private static bool HasControls(string text) => text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'));
}
