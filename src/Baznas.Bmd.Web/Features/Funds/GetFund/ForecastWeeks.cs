using System.Globalization;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Reports.CashForecast;

namespace Baznas.Bmd.Web.Features.Funds.GetFund;

/// <summary>A week of a forecast.</summary>
/// <param name="From">Its first day.</param>
/// <param name="To">Its last day.</param>
/// <param name="In">What is expected to come, rupiah.</param>
/// <param name="Out">What is to be paid out, rupiah.</param>
/// <param name="Balance">What would be there at its end, rupiah.</param>
public sealed record ForecastWeek(DateOnly From, DateOnly To, Rupiah In, Rupiah Out, Rupiah Balance);

/// <summary>A fund's forecast as people look at it: week by week, and as a line from day to day.</summary>
public sealed class ForecastWeeks
{
    /// <summary>The picture's width, in its own units.</summary>
    public const int Width = 380;

    /// <summary>The picture's height.</summary>
    public const int Height = 190;

    private const int Edge = 5;

    private const int Top = 26;

    private const int Bottom = 164;

    private readonly DateOnly _from;

    private readonly int _days;

    private readonly long _least;

    private readonly long _most;

    /// <summary>The forecast of a fund from a day on.</summary>
    public ForecastWeeks(DateOnly from, FundForecast fund, int weeks)
    {
        (_from, _days, Fund) = (from, weeks * 7, fund);
        Weeks = [.. Enumerable.Range(0, weeks).Select(Week)];
        var balances = fund.Rows.Select(row => row.Balance.Amount).Append(fund.Opening.Amount).ToList();
        // The line stands above zero, and a fund with nothing in it has a picture too.
        _least = Math.Min(0, balances.Min());
        _most = Math.Max(balances.Max(), _least + 1);
    }

    /// <summary>The forecast.</summary>
    public FundForecast Fund { get; }

    /// <summary>Its weeks.</summary>
    public IReadOnlyList<ForecastWeek> Weeks { get; }

    /// <summary>Whether the money suffices on every day.</summary>
    public bool Suffices => Fund.LowestBalance.Amount >= 0;

    /// <summary>The most that would be there.</summary>
    public Rupiah Most => new(_most);

    /// <summary>Where zero lies.</summary>
    public string Zero => Text(Y(0));

    /// <summary>Where the most lies.</summary>
    public string Highest => Text(Y(_most));

    /// <summary>Where the lowest balance lies.</summary>
    public (string X, string Y) Lowest => (Text(X(Fund.LowestOn)), Text(Y(Fund.LowestBalance.Amount)));

    /// <summary>The line: level until the day on which something moves.</summary>
    public string Line
    {
        get
        {
            var line = new System.Text.StringBuilder($"M{Edge} {Text(Y(Fund.Opening.Amount))}");
            foreach (var row in Fund.Rows)
            {
                line.Append(CultureInfo.InvariantCulture, $"H{Text(X(row.Date))}V{Text(Y(row.Balance.Amount))}");
            }

            return line.Append(CultureInfo.InvariantCulture, $"H{Width - Edge}").ToString();
        }
    }

    private ForecastWeek Week(int no)
    {
        var (from, to) = (_from.AddDays(no * 7), _from.AddDays((no * 7) + 6));
        var days = Fund.Rows.Where(row => row.Date >= from && row.Date <= to).ToList();
        return new ForecastWeek(
            from,
            to,
            days.Sum(row => row.ExpectedRepayments),
            days.Sum(row => row.PlannedTranches + row.ApprovedLoans),
            Fund.Rows.LastOrDefault(row => row.Date <= to)?.Balance ?? Fund.Opening
        );
    }

    private double X(DateOnly day) => Edge + ((double)(day.DayNumber - _from.DayNumber) / _days * (Width - (2 * Edge)));

    private double Y(long amount) => Bottom - ((double)(amount - _least) / (_most - _least) * (Bottom - Top));

    private static string Text(double place) => place.ToString("0.#", CultureInfo.InvariantCulture);
}
