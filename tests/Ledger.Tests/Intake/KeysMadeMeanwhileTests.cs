using Ledger.Access;
using Ledger.Destruction;
using Ledger.Intake;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Projections;
using Ledger.Sealing;
using static Ledger.Tests.Intake.TestLedger;

namespace Ledger.Tests.Intake;

/// <summary>Somebody looks at the file while its destruction is decided: the reason is sealed under a key the decision did not know.</summary>
public sealed class KeysMadeMeanwhileTests
{
    const string Shred = """{"reason":"withdrawal","categories":[]}""", Forget = """{"reason":"evidence-term-ended"}""";

    [Test]
    public async Task A_whole_shredding_that_does_not_name_it_is_decided_again()
    {
        await using var ledger = new TestLedger();
        await Accepted(ledger.Publisher, OptIn("a", "u-1"));
        var line = System.Text.Encoding.UTF8.GetBytes(Event("s", "person.shredded", "u-1", Shred));
        var (decided, standing) = (await ledger.Desk.Decide(PublishedCodec.Read(line, ledger.Clock.Now, TimeSpan.Zero).Value, Officer, new(), default)).Value;
        await Viewed(ledger, ledger.Vault.FindToken("u-1")!);
        var proposal = await ledger.Preparer.Prepare(decided, "officer", standing.ExpectedLength, default);
        Assert.That(await ledger.Sequencer.Submit([proposal with { Whole = standing.Whole }], default), Is.SameAs(Submitted.Conflict));
    }

    [Test]
    public async Task No_key_outlives_a_forgetting()
    {
        await using var ledger = new TestLedger();
        await Accepted(ledger.Publisher, OptIn("a", "u-1"));
        await Accepted(ledger.Publisher, Event("s", "person.shredded", "u-1", Shred));
        ledger.Clock.Now = ledger.Clock.Now.AddYears(4);
        var token = ledger.Vault.FindToken("u-1")!;
        var meanwhile = new Meanwhile(new NamedPersons(ledger.Journal), () => Viewed(ledger, token));
        var desk = new CommandDesk(ledger.Journal, ledger.Vault, LegalClock.Default, new(ledger.Journal, ledger.Vault, new PersonDuties(ledger.Journal), meanwhile));
        var answer = await Published(new(ledger.Sequencer, ledger.Preparer, desk, ledger.Journal, ledger.Clock, PublishingRules.Default), Event("f", "person.forgotten", "u-1", Forget, "2029-06-01T12:00:00Z"));
        Assert.That(answer.Refusal?.Code, Is.Null.Or.EqualTo(PersonErasure.ContentRemains));
        Assert.That(answer.Refusal is null ? ledger.Vault.KeysOf(token) : [], Is.Empty);
    }

    static async Task Viewed(TestLedger ledger, string token)
    {
        var viewed = ledger.Preparer.Write("viewed", new RecordViewed("file", PersonalValue.Of("why")), token, ledger.Clock.Now, "officer");
        Assert.That((await ledger.Sequencer.Submit([new(viewed)], default)).Receipts, Is.Not.Null);
    }

    static async Task Accepted(Publisher publisher, string line) => Assert.That((await Published(publisher, line)).Refusal, Is.Null);

    static async Task<Outcome<IReadOnlyList<Receipt>>> Published(Publisher publisher, string line) =>
        await publisher.Publish([System.Text.Encoding.UTF8.GetBytes(line)], Officer, null, default);

    /// <summary>Something happens, once, after the decision has read which keys there are.</summary>
    sealed class Meanwhile(INamedPersons named, Func<Task> happens) : INamedPersons
    {
        bool _happened;

        public async ValueTask<Naming> Of(string token, CancellationToken cancel)
        {
            if (!_happened) await happens();
            _happened = true;
            return await named.Of(token, cancel);
        }
    }
}
