using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Borrowers.ReviewRegistration;

/// <summary>The part of the registration's page that follows what is typed.</summary>
public sealed class ReviewRegistrationPage : BmdPage
{
    /// <summary>What there is to see; null while too little is written.</summary>
    public RegistrationReview? Review { get; private set; }

    /// <summary>Looks at what is written so far. What can't be read yet is not worth a word.</summary>
    public async Task OnPost()
    {
        var look = FormReader.Read<RegistrationLook>(HttpContext.Request.Form, []);
        if (!look.IsRefused(out _) && (look.Value.OfficeId ?? Caller.OfficeId) is { } officeId)
        {
            Review = await Ask(look.Value.ToQuery(officeId));
        }
    }
}
