using System.Collections.Immutable;
using Ledger.Law;
using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>What of a person has a term. Pure; only rows that changed are written.</summary>
static class KeepingRows
{
    /// <summary>How long proof is kept after a consent ended (GOV-10).</summary>
    static readonly int EvidenceYears = LegalRules.Default.All.Last(rule => rule.Id == RuleIds.KeepConsentEvidence).Number;

    public static void Put(List<RowChange> changes, PersonState? before, PersonState after)
    {
        if (before is not null && IsSame(before, after)) return;
        var (was, now) = (before is null ? [] : Of(before), Of(after));
        foreach (var row in now)
            if (!was.Contains(row)) changes.Add(RowChanges.Of(row));
        foreach (var row in was)
            if (!now.Exists(left => left.Key == row.Key)) changes.Add(new(typeof(KeepingRow), row.Key, null));
    }

    /// <summary>All rows of the person.</summary>
    public static List<KeepingRow> Of(PersonState state)
    {
        List<KeepingRow> rows = [];
        foreach (var data in state.Data)
            if (data.Destroyed is null && !rows.Exists(row => row.What == data.Category && row.System == data.System)) rows.Add(Held(state, data));
        foreach (var consent in state.Consents)
            if (consent.ValidUntil is { } until && !consent.Expired && IsLeft(consent) && !state.Consents.Any(c => c.Id == consent.Id && c.Index > consent.Index))
                rows.Add(Row(state, KeepingKinds.Consent, $"{consent.Id}", "", consent.Id, until));
        foreach (var achieved in state.Achieved)
            if (state.Achieved.Last(a => a.Purpose == achieved.Purpose) == achieved && Served(state, achieved) is { IsEmpty: false } served)
                rows.Add(Achieved(state, achieved, served));
        if (EvidenceUntil(state) is { } kept)
        {
            var evidence = Row(state, KeepingKinds.Evidence, "", "", "", kept);
            rows.Add(state.Holds.FirstOrDefault(hold => hold.Lifted is null) is { } hold ? On(evidence, hold) : evidence);
        }
        return rows;
    }

    /// <summary>
    /// When the person may be forgotten: nothing is held, no consent is in force, nothing is left to be done, and the terms of all evidence have been reached.
    /// Somebody whose keys were not all shredded, or who came back, may still deal with the operator: three years from the last that was heard.
    /// </summary>
    static DateTimeOffset? EvidenceUntil(PersonState state)
    {
        if (state.Forgotten is not null || state.HoldsData || state.Duties.Any(duty => duty.IsOpen && !KeepsEvidence(duty))) return null;
        DateTimeOffset? until = null;
        foreach (var consent in state.Consents)
        {
            if (!IsLeft(consent)) continue;
            if (consent.ValidUntil is not { } ends || !consent.Expired) return null;   // in force, as far as anything says
            until = Later(until, ends.AddYears(EvidenceYears));
        }
        foreach (var withdrawal in state.Withdrawals) until = Later(until, withdrawal.At.AddYears(EvidenceYears));
        foreach (var duty in state.Duties)
            if (duty.Terms.Rule == RuleIds.KeepDestructionEvidence) until = Later(until, duty.Terms.Due);
        return until is null || state.GoneIndex is not null ? until : Later(until, state.Latest.AddYears(EvidenceYears));
    }

    static KeepingRow Held(PersonState state, DataHeld first)
    {
        var same = state.Data.Where(d => d.Destroyed is null && d.Category == first.Category && d.System == first.System).ToList();
        var from = same.Min(d => d.TermFrom);
        var row = Row(state, KeepingKinds.Held, $"{first.Category}@{first.System}", first.Category, first.Category, from ?? same.Min(d => d.Since)) with
        {
            System = first.System, DutyOpen = IsWaitedFor(state, $"{first.Category}@{first.System}"),
        };
        if (from is null) return row with { State = KeepingStates.Ended };
        return state.Holds.FirstOrDefault(hold => hold.Covers(first.Category)) is { } held ? On(row, held) : row;
    }

    static KeepingRow Achieved(PersonState state, Achieved achieved, ImmutableArray<DataHeld> served)
    {
        var row = Row(state, KeepingKinds.Achieved, achieved.Purpose, achieved.Purpose, achieved.Purpose, achieved.At) with
        {
            DutyOpen = state.Duties.Any(duty => duty.IsOpen && duty.Terms.Rule == RuleIds.DestroyAfterPurpose && duty.Purposes.Contains(achieved.Purpose)),
        };
        return state.Holds.FirstOrDefault(hold => served.Any(data => hold.Covers(data.Category))) is { } held ? On(row, held) : row;
    }

    /// <summary>What is still held for the purpose that was there when it was achieved.</summary>
    static ImmutableArray<DataHeld> Served(PersonState state, Achieved achieved) =>
        [.. state.Data.Where(d => d.Destroyed is null && d.Since <= achieved.At && d.Purposes.Contains(achieved.Purpose))];

    /// <summary>Whether anything of it was not withdrawn.</summary>
    static bool IsLeft(Consent consent) => consent.Purposes.Any(purpose => consent.EndOf(purpose) is null);

    static bool IsWaitedFor(PersonState state, string wait) => state.Duties.Any(duty => duty.IsOpen && duty.Waits.Contains(wait));

    static bool KeepsEvidence(Duty duty) => duty.Terms.Rule is RuleIds.KeepDestructionEvidence or RuleIds.KeepConsentEvidence;

    static KeepingRow Row(PersonState state, string kind, string key, string term, string what, DateTimeOffset at) =>
        new($"{state.Token}.{kind}.{key}", kind, term, what, null, Micros.Of(at), KeepingStates.Runs, false, null, null, null);

    static KeepingRow On(KeepingRow row, Hold hold) =>
        row with { State = KeepingStates.OnHold, Hold = hold.Id, HoldGround = Names.Of(hold.Ground), HoldBy = hold.By };

    static DateTimeOffset Later(DateTimeOffset? one, DateTimeOffset other) => one > other ? one.Value : other;

    /// <summary>Whether nothing changed that a row is made of.</summary>
    static bool IsSame(PersonState before, PersonState after) =>
        IsSame(before.Data, after.Data) && IsSame(before.Consents, after.Consents) && IsSame(before.Holds, after.Holds)
        && IsSame(before.Achieved, after.Achieved) && IsSame(before.Duties, after.Duties) && IsSame(before.Withdrawals, after.Withdrawals)
        && before.Forgotten == after.Forgotten && before.GoneIndex == after.GoneIndex && (before.Latest == after.Latest || after.HoldsData);

    /// <summary>Parts that no event touched are the same objects still, though the array may be another.</summary>
    static bool IsSame<TPart>(ImmutableArray<TPart> before, ImmutableArray<TPart> after) where TPart : class
    {
        if (before == after) return true;
        if (before.Length != after.Length) return false;
        for (var at = 0; at < after.Length; at++)
            if (!ReferenceEquals(before[at], after[at])) return false;
        return true;
    }
}
