using Baznas.Bmd.Web.Platform.Texts;

namespace Baznas.Bmd.Web.Features.Import;

/// <summary>A place in a file of the import folder.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">Counts from 1, the header included.</param>
/// <param name="Column">The column's name, or in JSON the path; empty for the whole line.</param>
public readonly record struct Place(string File, int Line, string Column);

/// <summary>Something that keeps a folder from being imported.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Reason">Why, in the language of whoever imports. Never repeats personal data.</param>
public sealed record Fault(Place Place, string Reason)
{
    /// <summary>As compilers write it, so that editors can go there: <c>loans.csv:12: principal: …</c>.</summary>
    public override string ToString() =>
        Place.Column.Length == 0
            ? $"{Place.File}:{Place.Line}: {Reason}"
            : $"{Place.File}:{Place.Line}: {Place.Column}: {Reason}";
}

/// <summary>Collects what is wrong with a folder. A cell has one reason: the first that was found.</summary>
public sealed class Faults
{
    private readonly Dictionary<Place, Fault> _byPlace = [];

    /// <summary>Whether nothing is wrong so far.</summary>
    public bool None => _byPlace.Count == 0;

    /// <summary>Everything that is wrong, by file, line and column.</summary>
    public IReadOnlyList<Fault> Sorted =>
        [
            .. _byPlace
                .Values.OrderBy(fault => fault.Place.File, StringComparer.Ordinal)
                .ThenBy(fault => fault.Place.Line)
                .ThenBy(fault => fault.Place.Column, StringComparer.Ordinal),
        ];

    /// <summary>Notes a reason by its code in the texts.</summary>
    public void Add(Place place, string code, params object[] arguments) =>
        AddText(place, Messages.Format(code, arguments));

    /// <summary>Notes a refusal of the domain, if it is one.</summary>
    public void Add(Place place, Error? error)
    {
        if (error is not null)
        {
            AddText(place, Messages.Of(error));
        }
    }

    /// <summary>Notes a reason that is a text already.</summary>
    public void AddText(Place place, string reason) => _byPlace.TryAdd(place, new Fault(place, reason));
}

/// <summary>The folder can't be imported; nothing was stored.</summary>
public sealed record FolderRefused : Error
{
    /// <summary>Makes the refusal.</summary>
    public FolderRefused(IReadOnlyList<Fault> faults)
        : base(ErrorKind.Invalid, "import.refused", faults.Count) => Faults = faults;

    /// <summary>Everything that is wrong, sorted.</summary>
    public IReadOnlyList<Fault> Faults { get; }
}
