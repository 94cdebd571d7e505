using System.Diagnostics.CodeAnalysis;

namespace Baznas.Bmd.Domain.Results;

/// <summary>Either a value or the refusal that stands in its place.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public sealed class Result<T> : IResult<Result<T>>
    where T : notnull
{
    private readonly T? _value;

    private Result(T? value, Error? error) => (_value, Error) = (value, error);

    /// <summary>The refusal, or null when there is a value.</summary>
    public Error? Error { get; }

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">The result is a refusal.</exception>
    public T Value => Error is null ? _value! : throw new InvalidOperationException($"Refused: {Error.Code}");

    object? IResult.BoxedValue => _value;

    static Type IResult<Result<T>>.ValueType => typeof(T);

    static Result<T> IResult<Result<T>>.Refused(Error error) => error;

    static Result<T> IResult<Result<T>>.Of(object value) => (T)value;

    /// <summary>Whether this is a refusal, and if so which.</summary>
    public bool IsRefused([NotNullWhen(true)] out Error? error) => (error = Error) is not null;

    /// <summary>The result of <paramref name="next"/> on the value, or this refusal.</summary>
    public Result<TNext> Then<TNext>(Func<T, Result<TNext>> next)
        where TNext : notnull => Error is null ? next(_value!) : Error;

    /// <summary>A value is a result.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "The conversion is the constructor.")]
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>A refusal is a result.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "The conversion is the constructor.")]
    public static implicit operator Result<T>(Error error) => new(default, error);
}

/// <summary>What every <see cref="Result{T}"/> can say without knowing its value's type.</summary>
public interface IResult
{
    /// <summary>The refusal, or null when there is a value.</summary>
    Error? Error { get; }

    /// <summary>The value, or null when this is a refusal.</summary>
    object? BoxedValue { get; }
}

/// <summary>How code that works on any result makes one.</summary>
/// <typeparam name="TSelf">The result's own type.</typeparam>
public interface IResult<out TSelf> : IResult
{
    /// <summary>The type of the value.</summary>
    static abstract Type ValueType { get; }

    /// <summary>A refusal.</summary>
    static abstract TSelf Refused(Error error);

    /// <summary>A result with <paramref name="value"/>, which is of <see cref="ValueType"/>.</summary>
    static abstract TSelf Of(object value);
}

/// <summary>The value of a result that carries none.</summary>
public readonly record struct Done
{
    /// <summary>The only value.</summary>
    public static readonly Done It;
}
