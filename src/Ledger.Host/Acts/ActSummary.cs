using Ledger.Reports;

namespace Ledger.Host.Acts;

/// <summary>
/// What is said once of all reports of an act: gathered in a first pass, in memory that grows with the persons by a number each, and with those who did it,
/// the systems and the processors, who are few.
/// </summary>
sealed class ActSummary(ActNames names)
{
    readonly Dictionary<(string Token, string? Name, string? Position), int> _performers = [];
    readonly Dictionary<string, int> _processors = new(StringComparer.Ordinal);
    readonly Dictionary<ActGap, long> _missing = [];
    readonly HashSet<UInt128> _persons = [];
    readonly List<string> _systems = [], _reasons = [], _methods = [];
    readonly List<ActPerformer> _performed = [];

    public long Reports { get; private set; }

    public DateOnly First { get; private set; } = DateOnly.MaxValue;

    public DateOnly Last { get; private set; } = DateOnly.MinValue;

    public bool WithMedia { get; private set; }

    public long Persons => _persons.Count;

    public void Add(ActReading.Report report, DestroyedSubject subject)
    {
        var data = report.Data;
        Reports++;
        _persons.Add(PersonOf(report.Row.Person));
        (First, Last) = (data.DestroyedOn < First ? data.DestroyedOn : First, data.DestroyedOn > Last ? data.DestroyedOn : Last);
        WithMedia |= !data.Automated || data.Media is { Count: > 0 };
        if (data.Automated) Once(_systems, names.System(data.System) ?? data.System);
        Once(_reasons, ActWords.Of(data.Reason));
        Once(_methods, ActWords.Of(data.Method, data.Tool));
        foreach (var (token, performer) in report.Performers)
            if (_performers.TryAdd((token, performer.FullName.Value, performer.Position.Value), _performed.Count + 1)) _performed.Add(performer);
        if (data.Processor is { } processor) _processors.TryAdd(processor, _processors.Count + 1);
        Count(ActGap.Performers, data.PerformedBy is not { Count: > 0 });
        Count(ActGap.Media, !data.Automated && data.Media is not { Count: > 0 });
        Count(ActGap.SystemName, data.Automated && names.System(data.System) is null);
        Count(ActGap.ProcessorName, data.Processor is { } unknown && !names.KnowsProcessor(unknown));
        Count(ActGap.ProcessorAddress, data.Processor is { } known && names.KnowsProcessor(known) && names.Processor(known).Address is null);
        Count(ActGap.CategoryName, data.Categories.Any(category => names.Category(category, report.Opened.Event.Time) is null));
        Count(ActGap.Subject, subject.Identity.Value is null);
    }

    /// <summary>The head of the document.</summary>
    public ActHead Head(string act, DateOnly today, ActParty self, DateOnly keptUntil, string origin, long known, bool extract) => new(
        act, today, self, [.. _processors.OrderBy(p => p.Value).Select(p => names.Processor(p.Key))], _performed, Reports, Persons, First, Last, _systems, _reasons,
        _methods, WithMedia, keptUntil, origin, known, [.. _missing.OrderBy(m => m.Key).Select(m => new MissingItem(m.Key, m.Value))], extract);

    /// <summary>A report as a line of the document.</summary>
    public DestroyedLine Line(ActReading.Report report, DestroyedSubject subject, long number)
    {
        var data = report.Data;
        return new(
            number, report.Row.Index, subject, [.. data.Categories.Select(category => names.Category(category, report.Opened.Event.Time) ?? category)],
            data.Automated, names.System(data.System) ?? data.System, report.Media, ActWords.Of(data.Method, data.Tool), report.Reason, data.DestroyedOn,
            data.Processor is { } processor ? _processors[processor] : null, [.. report.Performers.Select(NumberOf).Where(number => number > 0).Distinct()]);
    }

    /// <summary>A performer whose key went since the first pass is known by the token alone.</summary>
    int NumberOf((string Token, ActPerformer Performer) who) =>
        _performers.TryGetValue((who.Token, who.Performer.FullName.Value, who.Performer.Position.Value), out var number)
            ? number
            : _performers.FirstOrDefault(known => known.Key.Token == who.Token).Value;

    void Count(ActGap gap, bool lacks)
    {
        if (lacks) _missing[gap] = _missing.GetValueOrDefault(gap) + 1;
    }

    static void Once(List<string> texts, string text)
    {
        if (!texts.Contains(text)) texts.Add(text);
    }

    /// <summary>A token is <c>s-</c> and 128 random bits in hexadecimal.</summary>
    static UInt128 PersonOf(string token) => UInt128.Parse(token.AsSpan(2), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture);
}
