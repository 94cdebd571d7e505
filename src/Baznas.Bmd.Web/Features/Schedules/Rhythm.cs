using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Schedules;

/// <summary>How often an instalment is due, in words: <i>setiap pekan</i>, <i>setiap 2 bulan</i>.</summary>
public static class Rhythm
{
    /// <summary>The words.</summary>
    public static string Of(PeriodUnit unit, int every) =>
        every == 1
            ? PageText.T($"rhythm.each.{unit}")
            : PageText.T("rhythm.every", every, PageText.T($"rhythm.several.{unit}"));
}
