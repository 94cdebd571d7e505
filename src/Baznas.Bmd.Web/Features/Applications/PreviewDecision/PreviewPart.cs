using Baznas.Bmd.Web.Features.Access.NamePeople;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Texts;

namespace Baznas.Bmd.Web.Features.Applications.PreviewDecision;

/// <summary>The part of a page that follows what is typed: the schedule and who must agree, or why there is none.</summary>
public sealed record PreviewPart
{
    /// <summary>The loan as it would be granted; null when it can't be.</summary>
    public required DecisionPreview? Preview { get; init; }

    /// <summary>Who has agreed, by name.</summary>
    public IReadOnlyList<string> AgreedBy { get; init; } = [];

    /// <summary>Why it can't be; null when it can.</summary>
    public string? Refusal { get; init; }

    /// <summary>With the names of those who agreed.</summary>
    public static PreviewPart Of(DecisionPreview preview, PeopleView people) =>
        new() { Preview = preview, AgreedBy = [.. preview.AgreedBy.Select(people.Of)] };

    /// <summary>Why there is nothing to show.</summary>
    public static PreviewPart Of(RefusedException refused) => Of(Messages.Of(refused.Error));

    /// <summary>Why there is nothing to show.</summary>
    public static PreviewPart Of(string refusal) => new() { Preview = null, Refusal = refusal };
}
