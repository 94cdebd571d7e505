using Baznas.Bmd.Web.Platform.Texts;

namespace Baznas.Bmd.Web.Features.Audit.AuditPacks.CheckPack;

/// <summary>Something about a pack that is not as it must be.</summary>
/// <param name="Code">What: <c>check_pack.file_changed</c>, ….</param>
/// <param name="Arguments">Which file, event, entry.</param>
public sealed record PackFault(string Code, params IReadOnlyList<object> Arguments)
{
    /// <inheritdoc/>
    public override string ToString() => Messages.Format(Code, Arguments);
}

/// <summary>What the check of a pack found.</summary>
public sealed class PackReport
{
    private const int MostLines = 50;

    private readonly List<PackFault> _faults = [];
    private readonly List<string> _notes = [];

    /// <summary>What is wrong, in the order of the checks.</summary>
    public IReadOnlyList<PackFault> Faults => _faults;

    /// <summary>What is said of it, in the language of whoever asks.</summary>
    public IEnumerable<string> Lines
    {
        get
        {
            var found = _faults.Take(MostLines).Select(fault => fault.ToString());
            if (_faults.Count > MostLines)
            {
                found = found.Append(Messages.Format("check_pack.more", [_faults.Count - MostLines]));
            }

            return found
                .Concat(_notes)
                .Append(Messages.Text(_faults.Count == 0 ? "check_pack.whole" : "check_pack.broken")!);
        }
    }

    internal void Fault(string code, params IReadOnlyList<object> arguments) =>
        _faults.Add(new PackFault(code, arguments));

    internal void Note(string code, params IReadOnlyList<object> arguments) =>
        _notes.Add(Messages.Format(code, arguments));
}
