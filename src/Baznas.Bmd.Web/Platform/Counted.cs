using System.Collections;

namespace Baznas.Bmd.Web.Platform;

/// <summary>Rows that are made when they are gone through, and whose number is known.</summary>
/// <typeparam name="T">A row.</typeparam>
/// <param name="rows">The rows.</param>
/// <param name="count">How many there are.</param>
internal sealed class Counted<T>(IEnumerable<T> rows, int count) : IReadOnlyCollection<T>
{
    /// <inheritdoc/>
    public int Count => count;

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => rows.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
