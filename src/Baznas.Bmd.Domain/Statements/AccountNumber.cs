namespace Baznas.Bmd.Domain.Statements;

/// <summary>What an office's number of an account may look like.</summary>
public static class AccountNumber
{
    /// <summary>The most characters.</summary>
    public const int Longest = 20;

    /// <summary>Digits, parted by single dots or dashes: <c>1101</c>, <c>1.1.01</c>, <c>1-1301</c>.</summary>
    public static bool IsPossible(string? number) =>
        number is { Length: > 0 and <= Longest }
        && char.IsAsciiDigit(number[0])
        && char.IsAsciiDigit(number[^1])
        && number.Index().All(each => IsIn(number, each.Index));

    private static bool IsIn(string number, int place) =>
        char.IsAsciiDigit(number[place]) || (number[place] is '.' or '-' && char.IsAsciiDigit(number[place - 1]));
}
