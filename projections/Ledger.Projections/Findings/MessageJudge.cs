using System.Collections.Frozen;
using Ledger.Messaging;

namespace Ledger.Projections;

/// <summary>Messages: of kinds and over channels the policy names, never after an opt-out, and news and offers only to those who asked (4.1-4.3).</summary>
static class MessageJudge
{
    /// <summary>Kinds that promote something: they need prior consent (152-FZ 15(1)).</summary>
    public static readonly FrozenSet<string> Promotional = new[] { "news", "offers" }.ToFrozenSet(StringComparer.Ordinal);

    public static void Judge(in Bench bench, MessagingSent data, Verdict verdict)
    {
        ScopeJudge.Service(bench, data.Service, verdict);
        var terms = bench.Edition.Published.Terms;
        if (!terms.MessageKinds.Contains(data.Kind) || !terms.Channels.Contains(data.Channel))
            verdict.Add(FindingKinds.MessageUndeclared, $"{data.Kind}/{data.Channel}");
        var choice = bench.Person.ChoiceOf(data.Kind, data.Channel);
        if (choice is { Wanted: false }) verdict.Add(FindingKinds.MessageAfterOptOut, $"{data.Kind}/{data.Channel}");
        else if (choice is null && Promotional.Contains(data.Kind)) verdict.Add(FindingKinds.MessageUnasked, $"{data.Kind}/{data.Channel}");
    }
}
