using System.Collections.Immutable;
using Ledger.Consents;

namespace Ledger.Destruction;

/// <summary>A consent that was not withdrawn altogether.</summary>
/// <param name="Purposes">The purposes left of it.</param>
/// <param name="ValidUntil">When it ends by itself; null where it does not.</param>
public sealed record ConsentInForce(ImmutableArray<string> Purposes, DateTimeOffset? ValidUntil)
{
    /// <summary>
    /// What a withdrawal leaves: it ends the consent it names, or takes its purposes out of every consent; one that is limited to some
    /// categories ends none altogether.
    /// </summary>
    public static ImmutableDictionary<string, ConsentInForce> After(ImmutableDictionary<string, ConsentInForce> consents, ConsentWithdrawn withdrawn)
    {
        if (withdrawn.Categories is { Count: > 0 }) return consents;
        var left = consents.ToBuilder();
        foreach (var (id, consent) in consents)
        {
            if (withdrawn.Consent is not null && withdrawn.Consent != id) continue;
            var purposes = withdrawn.Purposes.Count == 0 ? [] : consent.Purposes.RemoveRange(withdrawn.Purposes);
            if (purposes.IsEmpty) left.Remove(id);
            else left[id] = consent with { Purposes = purposes };
        }
        return left.ToImmutable();
    }
}
