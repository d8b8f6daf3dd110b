namespace Ledger;

/// <summary>An answer, or the refusal to give one.</summary>
/// <typeparam name="T">What is asked for.</typeparam>
public sealed record Outcome<T>
{
    internal Outcome(T? value, Refusal? refusal) => (_answer, Refusal) = (value, refusal);

    readonly T? _answer;

    /// <summary>Why not, or null.</summary>
    public Refusal? Refusal { get; }

    /// <summary>The answer.</summary>
    /// <exception cref="InvalidOperationException">There is none: it was refused.</exception>
    public T Value => Refusal is null ? _answer! : throw new InvalidOperationException($"Refused: {Refusal.Code}.");

    /// <summary>An answer.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>A refusal.</summary>
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}

/// <summary>Makes answers where the implicit conversion cannot (interfaces).</summary>
public static class Outcome
{
    /// <summary>An answer.</summary>
    public static Outcome<T> Of<T>(T value) => new(value, null);
}
