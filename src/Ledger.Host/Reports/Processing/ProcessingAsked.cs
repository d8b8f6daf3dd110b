using System.Globalization;
using Ledger.Policies;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Reports.Processing;

/// <summary>What each part of a record of processing is made from: the registers as they were at a moment, and what was done by then.</summary>
sealed class ProcessingAsked(ReportReading reading, OperatorRegisters registers, Practice practice, ReportLanguage language, DateTimeOffset at)
{
    readonly ReportNames _names = new(registers, language);

    public ReportReading Reading => reading;

    public OperatorRegisters Registers => registers;

    public Practice Practice => practice;

    public ReportLanguage Language => language;

    public DateTimeOffset At => at;

    public ReportWording Words { get; } = new(language, reading.Legal.Zone);

    /// <summary>The edition in force at that moment, or null.</summary>
    public Edition? Edition { get; } = registers.EditionInForce(at);

    /// <summary>Systems in use then, by id.</summary>
    public IReadOnlyList<DataSystem> Systems { get; } = [.. registers.Systems.Values.Where(system => system.RetiredAt is null || system.RetiredAt > at).OrderBy(system => system.Terms.System, StringComparer.Ordinal)];

    public string In(LocalText text) => text.In(language);

    public string In(LocalText text, params object?[] values) => string.Format(CultureInfo.InvariantCulture, text.In(language), values);

    public ReportFact Fact(string key, LocalText label, ReportValue value) => new(key, In(label), value);

    public ReportColumn Column(string key, LocalText label, int width = 0) => new(key, In(label), width);

    public ReportValue Category(string id) => _names.Category(id, at);

    public ReportValue Recipient(string id) => _names.Recipient(id);

    public ReportValue Country(string code) => CodeWords.Country(code, language);

    /// <summary>What the detail of a finding names: a recipient, a system with its country, a category, a purpose.</summary>
    public string Named(string detail)
    {
        var id = detail.Split(':')[0];
        return registers.Recipients.TryGetValue(id, out var recipient) ? recipient.Terms.Name
            : registers.Systems.TryGetValue(id, out var system) ? $"{system.Terms.Name}, {Words.Of(Country(system.Terms.Country))}"
            : Words.Of(_names.Category(id, at)) is var category && category != id ? category : Words.Of(_names.Purpose(id, at));
    }

    public string Names(IEnumerable<ReportValue> values) => string.Join(", ", values.Select(Words.Of));

    public static bool Holds(DataSystem system, string category) => system.Terms.Categories.Count == 0 || system.Terms.Categories.Contains(category);
}
