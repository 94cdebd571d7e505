using System.Globalization;
using Baznas.Bmd.Web.Platform.Http;
using Microsoft.AspNetCore.Html;

namespace Baznas.Bmd.Web.Features.Reports;

/// <summary>One value of a picture.</summary>
/// <param name="Label">What stands below it.</param>
/// <param name="Value">How high it goes; never below zero.</param>
public sealed record ChartPoint(string Label, decimal Value);

/// <summary>The steps of an axis that begins at zero: round numbers, the last no lower than the highest value.</summary>
/// <param name="Step">From one line to the next.</param>
/// <param name="Steps">How many.</param>
public readonly record struct ChartScale(decimal Step, int Steps)
{
    private const int MostSteps = 4;

    private static readonly decimal[] RoundSteps = [1m, 2m, 2.5m, 5m, 10m];

    /// <summary>What the axis ends at.</summary>
    public decimal Top => Step * Steps;

    /// <summary>The scale for values up to <paramref name="highest"/>; for nothing but zeros, one step of 1.</summary>
    public static ChartScale For(decimal highest)
    {
        if (highest <= 0)
        {
            return new ChartScale(1, 1);
        }

        var power = 1m;
        while (power * RoundSteps[^1] * MostSteps < highest)
        {
            power *= 10;
        }

        while (power * MostSteps >= highest)
        {
            power /= 10;
        }

        var step = RoundSteps.Select(round => round * power).First(step => step * MostSteps >= highest);
        return new ChartScale(step, (int)Math.Ceiling(highest / step));
    }
}

/// <summary>
/// Pictures of a few values in their order, drawn on the server: bars for amounts, a line for ratios. What they show is
/// also said in words, and the page has the same as a table.
/// </summary>
public static class Chart
{
    private const decimal Width = 400;
    private const decimal Height = 190;
    private const decimal Left = 66;
    private const decimal Right = 8;
    private const decimal Upper = 10;
    private const decimal Lower = 26;

    /// <summary>The share of its place that a bar fills.</summary>
    private const decimal BarShare = 0.64m;

    private const int MostLabels = 6;

    /// <summary>Bars.</summary>
    /// <param name="said">What the picture shows.</param>
    /// <param name="points">The values.</param>
    /// <param name="say">How a value is written at the axis.</param>
    public static IHtmlContent Bars(string said, IReadOnlyList<ChartPoint> points, Func<decimal, string> say)
    {
        var scale = ScaleOf(points);
        var width = Place(points) * BarShare;
        var bars = points.Select(
            (point, i) =>
            {
                var top = Y(point.Value, scale);
                return Html.Of(
                    $"""<rect class="bar" x="{Text(X(i, points) - (width / 2))}" y="{Text(top)}" width="{Text(width)}" height="{Text(Y(0, scale) - top)}"/>"""
                );
            }
        );
        return Draw(said, points, scale, (say, Html.Join(bars)));
    }

    /// <summary>A line with a dot for each value.</summary>
    /// <inheritdoc cref="Bars"/>
    public static IHtmlContent Line(string said, IReadOnlyList<ChartPoint> points, Func<decimal, string> say)
    {
        var scale = ScaleOf(points);
        var places = points.Select((point, i) => (X: Text(X(i, points)), Y: Text(Y(point.Value, scale)))).ToList();
        var path = string.Join(' ', places.Select((place, i) => $"{(i == 0 ? 'M' : 'L')}{place.X} {place.Y}"));
        var dots = places.Select(place => Html.Of($"""<circle class="dot" cx="{place.X}" cy="{place.Y}" r="4"/>"""));
        return Draw(said, points, scale, (say, Html.Of($"""<path class="line" d="{path}"/>{Html.Join(dots)}""")));
    }

    private static HtmlString Draw(
        string said,
        IReadOnlyList<ChartPoint> points,
        ChartScale scale,
        (Func<decimal, string> Say, Html Drawing) parts
    )
    {
        var lines = Enumerable.Range(0, scale.Steps + 1).Select(step => Axis(step * scale.Step, scale, parts.Say));
        var every = (points.Count + MostLabels - 1) / MostLabels;
        // The newest value always has its label.
        var labels = points.Select(
            (point, i) =>
                (points.Count - 1 - i) % every == 0
                    ? Html.Of(
                        $"""<text x="{Text(X(i, points))}" y="{Text(Height - 6)}" text-anchor="middle">{point.Label}</text>"""
                    )
                    : Html.Of($"")
        );
        return new HtmlString(
            Html.Of(
                    $"""<svg class="chart trend" viewBox="0 0 {Text(Width)} {Text(Height)}" role="img" aria-label="{said}">{Html.Join(lines)}{parts.Drawing}{Html.Join(labels)}</svg>"""
                )
                .ToString()
        );
    }

    private static Html Axis(decimal value, ChartScale scale, Func<decimal, string> say)
    {
        var y = Y(value, scale);
        return Html.Of(
            $"""<line class="axis" x1="{Text(Left)}" x2="{Text(Width - Right)}" y1="{Text(y)}" y2="{Text(y)}"/><text x="{Text(Left - 6)}" y="{Text(y + 5)}" text-anchor="end">{say(value)}</text>"""
        );
    }

    private static ChartScale ScaleOf(IReadOnlyList<ChartPoint> points) =>
        ChartScale.For(points.Count == 0 ? 0 : points.Max(point => point.Value));

    private static decimal Place(IReadOnlyList<ChartPoint> points) => (Width - Left - Right) / points.Count;

    private static decimal X(int index, IReadOnlyList<ChartPoint> points) => Left + (Place(points) * (index + 0.5m));

    private static decimal Y(decimal value, ChartScale scale) =>
        Height - Lower - ((Height - Upper - Lower) * value / scale.Top);

    private static string Text(decimal number) => Math.Round(number, 1).ToString("0.#", CultureInfo.InvariantCulture);
}
