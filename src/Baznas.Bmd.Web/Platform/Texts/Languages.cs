using System.Globalization;

namespace Baznas.Bmd.Web.Platform.Texts;

/// <summary>Texts for somebody who does not ask: in their language, whatever the request under way is answered in.</summary>
public static class Languages
{
    /// <summary>What <paramref name="say"/> says in a language.</summary>
    /// <param name="language">As <see cref="Messages.Languages"/> names it; any other is the default.</param>
    /// <param name="say">Makes the text.</param>
    public static T In<T>(string? language, Func<T> say)
    {
        var known = Messages.Languages.Contains(language) ? language! : Messages.Languages[0];
        var (culture, uiCulture) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(known);
            return say();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, uiCulture);
        }
    }
}
