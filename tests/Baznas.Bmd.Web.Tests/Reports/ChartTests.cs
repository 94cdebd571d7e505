using System.Globalization;
using System.Text.Encodings.Web;
using System.Xml.Linq;
using Baznas.Bmd.Web.Features.Reports;
using Microsoft.AspNetCore.Html;

namespace Baznas.Bmd.Web.Tests.Reports;

public sealed class ChartTests
{
    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu"];

    [TestCase("0", "1", 1)]
    [TestCase("1", "0.25", 4)]
    [TestCase("4", "1", 4)]
    [TestCase("7.5", "2", 4)]
    [TestCase("195384000", "50000000", 4)]
    [TestCase("100000001", "50000000", 3)]
    [TestCase("0.075", "0.02", 4)]
    public void An_axis_has_round_steps_and_ends_no_lower_than_the_highest_value(string highest, string step, int steps)
    {
        var scale = ChartScale.For(Number(highest));

        Assert.That(scale, Is.EqualTo(new ChartScale(Number(step), steps)));
        Assert.That(scale.Top, Is.GreaterThanOrEqualTo(Number(highest)));
    }

    [Test]
    public void Bars_stand_on_the_axis_as_high_as_their_values_say()
    {
        var bars = Draw(Chart.Bars("x", [new("a", 0), new("b", 50), new("c", 100)], Say)).Elements("rect").ToList();
        var heights = bars.Select(bar => Number((string)bar.Attribute("height")!)).ToList();

        Assert.That(heights[0], Is.Zero);
        Assert.That(heights[1] * 2, Is.EqualTo(heights[2]).Within(0.2m));
        Assert.That(
            bars.Select(bar => Number((string)bar.Attribute("y")!) + Number((string)bar.Attribute("height")!)),
            Is.All.EqualTo(heights[2] + Number((string)bars[2].Attribute("y")!)).Within(0.2m)
        );
    }

    [Test]
    public void A_line_goes_through_a_dot_for_each_value()
    {
        var line = Draw(Chart.Line("x", [.. Months.Select((month, i) => new ChartPoint(month, i))], Say));
        var path = (string)line.Element("path")!.Attribute("d")!;

        Assert.That(line.Elements("circle").Count(), Is.EqualTo(Months.Length));
        Assert.That(path.Count(c => c is 'M' or 'L'), Is.EqualTo(Months.Length));
    }

    [Test]
    public void The_newest_value_has_its_label_and_there_is_room_for_all_that_are_written()
    {
        var said = Draw(Chart.Bars("x", [.. Months.Select(month => new ChartPoint(month, 1))], Say))
            .Elements("text")
            .Select(text => text.Value)
            .Where(text => Months.Contains(text))
            .ToList();

        Assert.That(said, Is.EqualTo(new[] { "Feb", "Apr", "Jun", "Agu" }));
    }

    [Test]
    public void A_picture_says_what_it_shows_encodes_it_and_has_no_style_of_its_own()
    {
        var picture = Chart.Bars("<b> & \"x\"", [new("<i>", 1)], value => $"<{Say(value)}>");
        var svg = Draw(picture);

        Assert.Multiple(() =>
        {
            Assert.That((string?)svg.Attribute("aria-label"), Is.EqualTo("<b> & \"x\""));
            Assert.That((string?)svg.Attribute("role"), Is.EqualTo("img"));
            Assert.That(svg.Elements("text").Select(text => text.Value), Does.Contain("<i>"));
            Assert.That(Text(picture), Does.Not.Contain("style"));
        });
    }

    [Test]
    public void Numbers_in_a_picture_are_no_words_of_a_language()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("id-ID");
            Assert.That(
                Draw(Chart.Bars("x", [new("a", 1), new("b", 3)], _ => ""))
                    .Elements("rect")
                    .Select(bar => (string)bar.Attribute("width")!),
                Has.All.Contains(".").And.All.Not.Contains(",")
            );
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string Say(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static XElement Draw(IHtmlContent picture) => XElement.Parse(Text(picture));

    private static string Text(IHtmlContent content)
    {
        using var writer = new StringWriter();
        content.WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }
}
