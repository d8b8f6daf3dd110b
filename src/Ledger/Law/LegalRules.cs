using System.Text.Json;

namespace Ledger.Law;

/// <summary>The register of the limits the law sets, as data with the days on which each applies.</summary>
public sealed class LegalRules
{
    readonly Rule[] _rules;

    LegalRules(string version, Rule[] rules) => (Version, _rules) = (version, rules);

    /// <summary>The register this build carries (<c>Law/rules.json</c>).</summary>
    public static LegalRules Default { get; } = Parse(LawData.Embedded("rules.json"));

    /// <summary>Version of the whole register.</summary>
    public string Version { get; }

    /// <summary>Every version of every rule, in the order of the register.</summary>
    public IReadOnlyList<Rule> All => _rules;

    /// <summary>The rule as it applies to what happened on that local day; null where none was in force then.</summary>
    public Rule? Find(string id, DateOnly on) => Array.Find(_rules, rule => rule.Id == id && rule.IsInForce(on));

    /// <summary>The rule in the version a duty was opened under; null where the register never had it.</summary>
    public Rule? Find(string id, int version) => Array.Find(_rules, rule => rule.Id == id && rule.Version == version);

    /// <summary>Reads a register. Throws <see cref="JsonException"/> on a wrong shape, <see cref="FormatException"/> on nonsense.</summary>
    public static LegalRules Parse(ReadOnlySpan<byte> utf8Json)
    {
        var file = LawData.Read<RulesFile>(utf8Json);
        foreach (var rule in file.Rules)
        {
            Check(rule);
        }

        foreach (var versions in file.Rules.GroupBy(rule => rule.Id))
        {
            CheckVersions([.. versions]);
        }

        return new LegalRules(file.Version, file.Rules);
    }

    static void Check(Rule rule)
    {
        Demand(rule.Version > 0, rule, "its version is not positive");
        Demand(rule.Unit is PeriodUnit.Immediately or PeriodUnit.SameDay ? rule.Number == 0 : rule.Number > 0, rule, "its number does not fit its unit");
        Demand(rule.Unit is not PeriodUnit.DayOfNextMonth || rule.Number <= 28, rule, "not every month has that day");
        if (rule.Extension is { } extension)
        {
            var moves = extension.Kind is ExtensionKind.Notice or ExtensionKind.Blocking;
            Demand(moves == extension.Number > 0 && moves == extension.Unit is not null, rule, "its extension's length does not fit");
            Demand(!moves || (!rule.IsExact && CountsDays(extension.Unit)), rule, "an extension moves whole days only");
            Demand(extension.Kind is ExtensionKind.Notice == extension.Addressee is not null, rule, "only a notice has an addressee");
        }
    }

    static bool CountsDays(PeriodUnit? unit) =>
        unit is PeriodUnit.WorkingDays or PeriodUnit.CalendarDays or PeriodUnit.Months or PeriodUnit.Years;

    static void CheckVersions(Rule[] versions)
    {
        for (var i = 0; i + 1 < versions.Length; i++)
        {
            var (older, newer) = (versions[i], versions[i + 1]);
            Demand(newer.Version > older.Version, newer, "its versions do not rise");
            Demand(older.EffectiveTo is { } to && newer.EffectiveFrom >= to, newer, "two versions are in force on one day");
        }
    }

    static void Demand(bool holds, Rule rule, string otherwise)
    {
        if (!holds)
        {
            throw new FormatException($"Rule {rule.Id} version {rule.Version}: {otherwise}.");
        }
    }

    internal sealed record RulesFile(string Version, Rule[] Rules);
}
