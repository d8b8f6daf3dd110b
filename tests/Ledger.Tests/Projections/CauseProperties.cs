using FsCheck;
using FsCheck.Fluent;
using Ledger.Destruction;
using Ledger.Journal;
using Ledger.Persons;
using Ledger.Projections;
using Ledger.Registers;
using static Ledger.Tests.Projections.Facts;

namespace Ledger.Tests.Projections;

/// <summary>What holds whatever happened to a person, in whatever order: nothing that lost its ground is forgotten, and every duty can be done.</summary>
public sealed class CauseProperties
{
    static readonly string[] Purposes = ["service", "improvement", "support"], Categories = ["email", "location"], Systems = ["crm", "billing"];

    static readonly Gen<IEventData> Happened = Gen.OneOf(
        from purposes in Some(Purposes)
        from category in Gen.Elements(Categories)
        from system in Gen.Elements(Systems)
        select (IEventData)(Collected(category) with { Purposes = purposes, System = system }),
        from purposes in Some(Purposes)
        from id in Gen.Elements("c1", "c2")
        from ends in Gen.Elements<DateTimeOffset?>(null, Story.Day(3, 10))
        select (IEventData)(Consent(id) with { Purposes = purposes, Categories = Categories, ValidUntil = ends }),
        from purposes in Gen.OneOf(Gen.Constant(Array.Empty<string>()), Some(Purposes))
        from consent in Gen.Elements(null, null, "c1", "unseen")
        select (IEventData)(Withdrawn(purposes) with { Consent = consent }),
        from purpose in Gen.Elements(Purposes) select (IEventData)new PurposeAchieved(purpose, []),
        from id in Gen.Elements("c1", "c2", "unseen") select (IEventData)new Consents.ConsentExpired(id),
        from category in Gen.Elements(Categories)
        from purposes in Gen.OneOf(Gen.Constant(Array.Empty<string>()), Some(Purposes))
        from whose in Gen.Elements(DemandFrom.Subject, DemandFrom.Regulator)
        select (IEventData)new DestructionDemanded(whose, [category], "mail", purposes),
        Gen.Constant((IEventData)new DataBlocked([], BlockReason.UnlawfulProcessing)),
        from category in Gen.Elements(Categories) select (IEventData)new RetentionEnded([category], "2025", Story.Day(3, 8)),
        from category in Gen.Elements(Categories)
        from purpose in Gen.Elements(null, Purposes[0], Purposes[1])
        select (IEventData)new Consents.ProcessingContinued([Continues(category, purpose)]),
        from category in Gen.Elements(Categories)
        from system in Gen.Elements(Systems.Append("replica").ToArray())
        select (IEventData)Destroyed(system, category));

    [Test]
    public void Data_that_lost_every_ground_is_always_waited_for() => Check(story =>
    {
        var state = story.State();
        return state.Data.Where(d => d.Destroyed is null && d.Purposes.All(d.IsLost) && !IsAgreedTo(state, d))
            .All(d => state.Duties.Any(duty => duty.IsOpen && duty.Waits.Contains($"{d.Category}@{d.System}")));
    });

    [Test]
    public void A_duty_is_done_once_everything_it_waits_for_has_reported() => Check(story =>
    {
        foreach (var wait in story.State().Duties.Where(d => d.IsOpen).SelectMany(d => d.Waits).Where(w => w.Contains('@')).Distinct().ToList())
            if (wait.Split('@') is [var category, var system]) story.Person(Destroyed(system.Length > 0 ? system : "crm", category == "*" ? "email" : category));
        return !story.State().Duties.Any(d => d.IsOpen && d.Waits.Any(w => w.Contains('@')));
    });

    [Test]
    public void A_duty_never_waits_for_data_that_something_else_needs() => Check(story =>
    {
        var before = new List<RecordedEvent>();
        foreach (var happened in story.Events)
        {
            before.Add(happened);
            var state = Story.State(before);
            var fresh = state.Duties.Where(d => d.Opened == happened.Index && d.IsOpen && d.UpTo is null).SelectMany(d => d.Waits).ToHashSet();
            if (state.Data.Any(d => d.Destroyed is null && fresh.Contains($"{d.Category}@{d.System}") && !d.Purposes.All(d.IsLost))
                && !state.Data.Any(d => d.Destroyed is null && fresh.Contains($"{d.Category}@{d.System}") && d.Purposes.All(d.IsLost))) return false;
        }
        return true;
    });

    /// <summary>A consent given since a purpose was lost lets it go on, and whatever still waits waits.</summary>
    static bool IsAgreedTo(PersonState state, DataHeld data) => data.Purposes.Any(p => state.Consents.Any(c => c.Covers(p, data.Category)));

    static Gen<string[]> Some(string[] of) => Gen.Shuffle(of).SelectMany(shuffled => Gen.Choose(1, of.Length).Select(n => shuffled.Take(n).ToArray()));

    static void Check(Func<Story, bool> holds) => Prop.ForAll(Happened.ListOf(12).ToArbitrary(), events =>
    {
        var story = Story.Begin().Registers(new SystemRegistered("replica", "Replica", "RU", true, [], [], ["crm"]));
        var hour = 0;
        foreach (var data in events) story.On(Story.Day(3, 9, 0).AddHours(hour++)).Person(data);
        return holds(story);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
