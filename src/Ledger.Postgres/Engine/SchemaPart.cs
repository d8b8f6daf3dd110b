namespace Ledger.Postgres.Engine;

/// <summary>
/// One part of the schema: its scripts, in the order of their numbers (<c>Schema/part/0001-what.sql</c>, never changed once published), and what the
/// application role is given (<c>Schema/part/grants.sql</c>, given when the schema is brought up to date, so that a change of it needs a script; <c>{role}</c> and <c>{schema}</c> stand for the names).
/// </summary>
/// <param name="Name">Of the part, and of its folder.</param>
/// <param name="Scripts">SQL; how many have run is the part's version.</param>
/// <param name="Grants">SQL; empty for nothing.</param>
sealed record SchemaPart(string Name, IReadOnlyList<string> Scripts, string Grants)
{
    const string GrantsFile = "grants.sql";

    /// <summary>The parts of a ledger's schema, in the order they are made in.</summary>
    public static IReadOnlyList<SchemaPart> OfLedger { get; } = [Of("journal"), Of("models"), Of("service"), Of("serving")];

    /// <summary>The part of a vault's schema.</summary>
    public static IReadOnlyList<SchemaPart> OfVault { get; } = [Of("vault")];

    static SchemaPart Of(string name)
    {
        var files = typeof(SchemaPart).Assembly.GetManifestResourceNames().Where(file => file.StartsWith($"{name}/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        return new(name, [.. files.Where(file => !file.EndsWith(GrantsFile, StringComparison.Ordinal)).Select(Text)],
            string.Concat(files.Where(file => file.EndsWith(GrantsFile, StringComparison.Ordinal)).Select(Text)));
    }

    static string Text(string file)
    {
        using var reader = new StreamReader(typeof(SchemaPart).Assembly.GetManifestResourceStream(file)!);
        return reader.ReadToEnd();
    }
}
