namespace Baznas.Bmd.Web.Features.Applications.PreviewTerms;

/// <summary>The part of an application's form that follows what is typed.</summary>
public sealed class PreviewTermsPage : ApplicationFormPage
{
    /// <summary>Works out what follows from what is filled in so far.</summary>
    public Task OnPost(string borrowerId) => Load(borrowerId, null);
}
