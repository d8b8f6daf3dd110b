namespace Ledger;

/// <summary>What can be a refusal: a pipeline behaviour says no without knowing what was asked for.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IRefusable<TSelf> where TSelf : IRefusable<TSelf>
{
    /// <summary>The refusal as an answer of this type.</summary>
    static abstract TSelf Refused(Refusal refusal);
}

/// <summary>An answer, or the refusal to give one.</summary>
/// <typeparam name="T">What is asked for.</typeparam>
public sealed record Outcome<T> : IRefusable<Outcome<T>>
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

    static Outcome<T> IRefusable<Outcome<T>>.Refused(Refusal refusal) => refusal;
}

/// <summary>Makes answers where the implicit conversion cannot (interfaces).</summary>
public static class Outcome
{
    /// <summary>An answer.</summary>
    public static Outcome<T> Of<T>(T value) => new(value, null);
}
