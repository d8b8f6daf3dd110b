using System.Collections.Immutable;
using Ledger.Destruction;
using Ledger.Journal;
using Ledger.Persons;
using Ledger.Policies;
using Ledger.Support;

namespace Ledger.Projections;

/// <summary>Data gathered, corrected, blocked, published, anonymised and destroyed.</summary>
static class DataFold
{
    public static PersonState Collected(PersonState state, DataCollected data, RecordedEvent happened) =>
        Hold(state, data.Categories, data.System, data.Origin, data.Purposes, happened) with { GoneIndex = null };

    public static PersonState SupportCase(PersonState state, SupportCaseOpened data, RecordedEvent happened) =>
        Hold(state, data.Categories, data.System, DataOrigin.Support, [data.Purpose], happened) with
        {
            Cases = state.Cases.Add(new(data.Case, data.Purpose, happened.Time, happened.Index)),
            GoneIndex = null,
        };

    public static PersonState Rectified(PersonState state, DataRectified data, RecordedEvent happened) =>
        Change(state, d => data.Categories.Contains(d.Category) && (data.Systems.Count == 0 || data.Systems.Contains(d.System)),
            d => d with { Rectified = happened.Time });

    public static PersonState MadePublic(PersonState state, DataMadePublic data, RecordedEvent happened) =>
        Change(state, d => data.Categories.Contains(d.Category), d => d with { MadePublic = happened.Time });

    public static PersonState Anonymised(PersonState state, DataAnonymised data, RecordedEvent happened) =>
        Change(state, d => data.Categories.Contains(d.Category) && d.System == data.System, d => d with { Anonymised = happened.Time });

    public static PersonState Blocked(PersonState state, DataBlocked data, RecordedEvent happened) => state with
    {
        Blocks = state.Blocks.Add(new(happened.Index, happened.Time, [.. data.Categories], data.Reason, data.Until, [])
        {
            // Terms written in stand for a reason, too: an event recorded before a reason was asked for moved the end for good.
            Prolongs = data.Reason == BlockReason.DestructionImpossible && (data.Explanation is not null || data.Duties is { Count: > 0 }),
        }),
    };

    public static PersonState Unblocked(PersonState state, DataUnblocked data, RecordedEvent happened)
    {
        var next = state with { Blocks = [.. state.Blocks.Select(block => Release(block, data.Categories, happened.Time))] };
        // What was found unlawful and put right has its ground again.
        return data.Reason is UnblockReason.Confirmed or UnblockReason.BreachRemoved
            ? Change(next, d => data.Categories.Count == 0 || data.Categories.Contains(d.Category),
                d => d with { Lost = d.Lost.RemoveAll(lost => state.Blocks.Any(block => block.Index == lost.Index)) })
            : next;
    }

    /// <summary>What goes on under a documented ground has one again.</summary>
    public static PersonState GoesOn(PersonState state, ImmutableArray<ContinuedGround> grounds) =>
        Change(state, d => !d.Lost.IsEmpty,
            d => d with { Lost = d.Lost.RemoveAll(lost => grounds.Any(ground => ground.Keeps(d.Category, lost.Purpose))) });

    public static PersonState PurposeAchieved(PersonState state, PurposeAchieved data, RecordedEvent happened) =>
        state with { Achieved = state.Achieved.Add(new(data.Purpose, happened.Time, happened.Index)) };

    public static PersonState Destroyed(PersonState state, DataDestroyed data, RecordedEvent happened)
    {
        var purposes = data.Purposes is { Count: > 0 } some ? some.ToImmutableArray() : [];
        state = Change(state, d => d.System == data.System && data.Categories.Contains(d.Category),
            d => d.Last > data.GatheredUpTo ? After(d, data.GatheredUpTo.Value, purposes)
                : d.IsOnlyFor(purposes) ? d with { Destroyed = happened.Time }
                : d with { Purposes = d.Purposes.RemoveAll(p => purposes.Contains(p)) });
        return state with
        {
            Destroyed = state.Destroyed.Add(
                new(happened.Index, happened.Time, data.System, [.. data.Categories], data.Reason, data.DestroyedOn, data.Act)),
        };
    }

    /// <summary>The policy's own term for the category ended: what was gathered up to then shall go; what came later has a term of its own.</summary>
    public static PersonState TermEnded(PersonState state, RetentionEnded data) =>
        Change(state, d => data.Categories.Contains(d.Category) && d.TermFrom <= data.GatheredUpTo, d => d.End(data.GatheredUpTo));

    /// <summary>What is left where only data gathered until then went; where some purpose kept that, too, it all is.</summary>
    static DataHeld After(DataHeld data, DateTimeOffset upTo, ImmutableArray<string> purposes) =>
        data.Since <= upTo && data.IsOnlyFor(purposes)
            ? data with
            {
                Since = data.GatheredSince > upTo ? data.GatheredSince.Value : data.Last!.Value,
                EndedUpTo = data.EndedUpTo > upTo ? data.EndedUpTo : null, GatheredSince = data.EndedUpTo > upTo ? data.GatheredSince : null,
            }
            : data;

    static PersonState Hold(
        PersonState state, IReadOnlyList<string> categories, string system, DataOrigin origin, IReadOnlyList<string> purposes, RecordedEvent happened)
    {
        var data = state.Data.ToBuilder();
        foreach (var category in categories.Distinct(StringComparer.Ordinal))
        {
            var at = FindIndex(data, d => d.Category == category && d.System == system && d.Origin == origin && d.Destroyed is null);
            if (at >= 0) data[at] = data[at].Again(happened.Time) with
            {
                Purposes = [.. data[at].Purposes.Union(purposes)], Lost = data[at].Lost.RemoveAll(lost => purposes.Contains(lost.Purpose)),
            };
            else
                data.Add(new()
                {
                    Category = category, System = system, Origin = origin, Since = happened.Time, Index = happened.Index,
                    Purposes = [.. purposes.Distinct(StringComparer.Ordinal)],
                });
        }
        return state with { Data = data.ToImmutable() };
    }

    static int FindIndex(ImmutableArray<DataHeld>.Builder data, Predicate<DataHeld> which)
    {
        for (var at = 0; at < data.Count; at++)
            if (which(data[at])) return at;
        return -1;
    }

    static PersonState Change(PersonState state, Func<DataHeld, bool> which, Func<DataHeld, DataHeld> change) =>
        state with { Data = [.. state.Data.Select(d => d.Destroyed is null && which(d) ? change(d) : d)] };

    static Block Release(Block block, IReadOnlyList<string> categories, DateTimeOffset at)
    {
        if (block.Ended is not null) return block;
        if (categories.Count == 0) return block with { Ended = at };
        var released = block.Released.Union(categories).ToImmutableArray();
        return block with { Released = released, Ended = !block.Categories.IsEmpty && block.Categories.All(released.Contains) ? at : null };
    }
}
