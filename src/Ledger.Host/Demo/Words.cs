namespace Ledger.Host.Demo;

/// <summary>The languages the demo is told in.</summary>
public enum Language
{
    En,
    Ru,
}

/// <summary>A text in both languages.</summary>
public sealed record Words(string En, string Ru)
{
    /// <summary>The text in one of them.</summary>
    public string In(Language language) => language == Language.Ru ? Ru : En;
}
