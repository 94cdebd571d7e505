namespace Baznas.Bmd.Browser.Tests;

/// <summary>A page, who looks at it, where it is found in the scene, and what it may ask of the database.</summary>
/// <param name="Route">The page's route.</param>
/// <param name="Who">Who looks, as <see cref="Scene"/> names them.</param>
/// <param name="Path">Its address.</param>
/// <param name="Statements">How many statements it runs, the two or three of the sign-in among them.</param>
public sealed record Visit(string Route, string Who, Func<Scene, string> Path, int Statements)
{
    /// <summary>Addresses that answer with no page of their own: they lead on, or answer with a part or a file.</summary>
    public static readonly IReadOnlyList<string> WithoutLook = ["/"];

    /// <summary>Every other page.</summary>
    public static readonly IReadOnlyList<Visit> All =
    [
        new("/sign-in", "anybody", _ => "/sign-in", 0),
        new("/sign-out", "cashier", _ => "/sign-out", 2),
        new("/language", "cashier", _ => "/language", 2),
        new("/loans", "auditor", _ => "/loans", 3),
        new("/loans/{id:guid}/repay", "cashier", scene => $"/loans/{scene.Active}/repay", 10),
    ];

    /// <summary>The person who looks.</summary>
    public Task<Person> Person(Screen screen) =>
        Who switch
        {
            "anybody" => Browser.Tests.Person.Anybody(screen),
            "admin" => Browser.Tests.Person.BackAgain(Who, screen),
            _ => Browser.Tests.Person.BackAgain($"{Who}.{Scene.Mark}", screen),
        };
}
