namespace Ledger.Journal;

/// <summary>A string that is plain text of at most so many characters, instead of an identifier (which every other string is).</summary>
/// <param name="max">Largest length, in UTF-16 characters.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TextAttribute(int max) : Attribute
{
    /// <summary>Largest length, in UTF-16 characters.</summary>
    public int Max { get; } = max;
}

/// <summary>How many items a list may have; without it up to 64.</summary>
/// <param name="min">Fewest items.</param>
/// <param name="max">Most items.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ItemsAttribute(int min, int max = 64) : Attribute
{
    /// <summary>Fewest items.</summary>
    public int Min { get; } = min;

    /// <summary>Most items.</summary>
    public int Max { get; } = max;
}

/// <summary>A SHA-256 as 64 lower-case hexadecimal digits, also of what is sealed.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class Sha256Attribute : Attribute;

/// <summary>A country: two upper-case letters (ISO 3166-1 alpha-2).</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class CountryAttribute : Attribute;

/// <summary>An event of an inquiry's stream.</summary>
public interface IOfInquiry : IEventData
{
    /// <summary>The inquiry's number: its stream is <c>q-</c> and this.</summary>
    string Inquiry { get; }
}

/// <summary>An event of the stream of an act of destruction.</summary>
public interface IOfAct : IEventData
{
    /// <summary>The act's reference: its stream is <c>a-</c> and this.</summary>
    string Act { get; }
}

/// <summary>An event of an incident's stream.</summary>
public interface IOfIncident : IEventData
{
    /// <summary>The incident's number: its stream is <c>i-</c> and this.</summary>
    string Incident { get; }
}
