using System.Net;
using System.Text;
using Ledger.Client;
using Ledger.Consents;
using Ledger.Host.Tests.Server;
using Ledger.Persons;
using Ledger.Registers;
using Ledger.Sealing;
using Microsoft.Extensions.Options;

namespace Ledger.Host.Tests.Client;

/// <summary>EnqueueAsync and what becomes of it.</summary>
public sealed class OutboxTests
{
    const string Secret = "anna-secret@example.com";

    static readonly TimeSpan Patience = Workspace.Patience;

    Served _served = null!;

    string File => Path.Combine(_served.Folder, "outbox.db");

    [SetUp]
    public async Task Start() => _served = await Served.Start();

    [TearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [Test]
    public async Task What_is_enqueued_while_the_ledger_is_away_arrives_in_order_when_it_is_back()
    {
        await using var service = await Open();
        service.Line.Cut();
        var happened = Many(25);
        foreach (var one in happened) await service.Ledger.EnqueueAsync([one]);
        await Until(() => service.Ledger.Outbox.State.Setback is not null);
        Assert.That(service.Ledger.Outbox.State, Is.EqualTo(new OutboxState(25, 0, service.Ledger.Outbox.State.Bytes, "the server could not be reached")));
        service.Line.Mend();
        await service.Ledger.Outbox.DrainAsync().WaitAsync(Patience);
        Assert.That(await Service.Recorded(_served), Is.EqualTo(happened.Select(h => h.Id)));
        Assert.That(service.Ledger.Outbox.State, Is.EqualTo(new OutboxState(0, 0, 0, null)));
    }

    [Test]
    public async Task What_waits_outlives_the_process_and_lost_answers()
    {
        var happened = Many(10);
        await using (var service = await Open())
        {
            service.Line.LoseAnswers(int.MaxValue);
            await service.Ledger.EnqueueAsync(happened);
            await Until(() => service.Ledger.Outbox.State.Setback is not null);
        }
        await using var next = await Open();
        await next.Ledger.Outbox.DrainAsync().WaitAsync(Patience);
        Assert.That(await Service.Recorded(_served), Is.EqualTo(happened.Select(h => h.Id)));
    }

    [Test]
    public async Task An_event_the_key_may_not_publish_is_set_aside_and_does_not_block_those_behind_it()
    {
        var happened = Many(5);
        happened[2] = new(new SystemRetired("crm", "replaced"), TimeProvider.System.GetUtcNow());
        await using var service = await Open();
        await service.Ledger.EnqueueAsync(happened);
        await service.Ledger.Outbox.DrainAsync().WaitAsync(Patience);
        Assert.That(await Service.Recorded(_served), Is.EqualTo(happened.Where((_, at) => at != 2).Select(h => h.Id)));
        Assert.That(await service.Ledger.Outbox.RefusedAsync(), Is.EqualTo([new RefusedEvent(3, happened[2].Id, "not-allowed", "$.type")]));
    }

    [Test]
    public async Task A_refused_event_is_set_aside_reported_and_does_not_block_those_behind_it()
    {
        List<RefusedEvent> reported = [];
        var happened = Many(9);
        await using var service = await Open(o => o.OnRefused = (refused, _) =>
        {
            reported.Add(refused);
            throw new InvalidOperationException("the service's own fault");
        });
        happened[4] = new(new SubjectRegistered(), TimeProvider.System.GetUtcNow().AddHours(3), "userX");
        await service.Ledger.EnqueueAsync(happened);
        await service.Ledger.Outbox.DrainAsync().WaitAsync(Patience);
        Assert.That(await Service.Recorded(_served), Is.EqualTo(happened.Where((_, at) => at != 4).Select(h => h.Id)));
        var set = await service.Ledger.Outbox.RefusedAsync();
        Assert.That(set, Is.EqualTo([new RefusedEvent(5, happened[4].Id, "time-in-future", "$.time")]));
        Assert.That(reported, Is.EqualTo(set));
        Assert.That(service.Ledger.Outbox.State.Refused, Is.EqualTo(1));

        Assert.That(await service.Ledger.Outbox.RetryAsync(5), Is.True, "it is refused again, under a new number");
        await service.Ledger.Outbox.DrainAsync().WaitAsync(Patience);
        var number = (await service.Ledger.Outbox.RefusedAsync()).Single().Number;
        Assert.That((number, await service.Ledger.Outbox.DiscardAsync(number), await service.Ledger.Outbox.DiscardAsync(number)), Is.EqualTo((10, true, false)));
        Assert.That(service.Ledger.Outbox.State, Is.EqualTo(new OutboxState(0, 0, 0, null)));
    }

    [Test]
    public async Task A_key_the_ledger_does_not_know_sets_nothing_aside()
    {
        await using (var stranger = await Service.Start(_served.Address, "ledger_000000000000_x", Configure))
        {
            await stranger.Ledger.EnqueueAsync(new SubjectRegistered(), "userA");
            await Until(() => stranger.Ledger.Outbox.State.Setback is not null);
            Assert.That(stranger.Ledger.Outbox.State.Setback, Does.Contain("unauthenticated"));
            Assert.That((stranger.Ledger.Outbox.State.Waiting, stranger.Ledger.Outbox.State.Refused), Is.EqualTo((1, 0)));
        }
        await using var service = await Open();
        await service.Ledger.Outbox.DrainAsync().WaitAsync(Patience);
        Assert.That(await Service.Recorded(_served), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_batch_that_is_too_large_for_the_server_is_sent_in_parts()
    {
        await using var service = await Open();
        var sent = 0;
        service.Line.Instead = request => request.Content!.ReadAsStream().Length is var length && Interlocked.Increment(ref sent) > 0 && length > 1200
            ? new(HttpStatusCode.RequestEntityTooLarge) : null;
        await service.Ledger.EnqueueAsync(Many(20));
        await service.Ledger.Outbox.DrainAsync().WaitAsync(Patience);
        Assert.That(await Service.Recorded(_served), Has.Count.EqualTo(20));
        Assert.That(await service.Ledger.Outbox.RefusedAsync(), Is.Empty);
    }

    [Test]
    public async Task A_full_outbox_says_so_and_takes_none_of_a_batch()
    {
        await using var service = await Open(o => o.OutboxEventsMax = 3);
        service.Line.Cut();
        await service.Ledger.EnqueueAsync(Many(2));
        var full = Assert.ThrowsAsync<LedgerOutboxException>(() => service.Ledger.EnqueueAsync(Many(2)));
        Assert.That(full!.Code, Is.EqualTo(LedgerOutboxException.Full));
        await service.Ledger.EnqueueAsync(Many(1));
        Assert.That(service.Ledger.Outbox.State.Waiting, Is.EqualTo(3));
    }

    [Test]
    public async Task A_malformed_event_is_refused_before_it_is_enqueued()
    {
        await using var service = await Open();
        var refused = Assert.ThrowsAsync<LedgerRefusedException>(() => service.Ledger.EnqueueAsync(new DataMadePublic([]), "userA"));
        Assert.That((refused!.Code, refused.Path), Is.EqualTo(("bad-value", "$.data.categories")));
        Assert.That(service.Ledger.Outbox.State.Waiting, Is.Zero);
    }

    [Test]
    public async Task Nothing_personal_lies_in_the_file_in_the_clear()
    {
        await using var service = await Open();
        service.Line.Cut();
        await service.Ledger.EnqueueAsync(new ConsentGiven("c-1", ["contact"], ["phone"], "2025-1", ConsentForm.Checkbox, true, "web", "ru",
            Evidence: new(Ip: PersonalValue.Of(Secret))), Secret);
        foreach (var file in Directory.EnumerateFiles(_served.Folder, "outbox.db*"))
        {
            var text = Encoding.Latin1.GetString(Read(file));
            Assert.That(text, Does.Not.Contain(Secret).And.Not.Contain("203.0.113").And.Not.Contain("purposes"), file);
            if (!OperatingSystem.IsWindows()) Assert.That(System.IO.File.GetUnixFileMode(file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }
    }

    [Test]
    public async Task Another_key_another_process_and_no_key_are_told_apart()
    {
        await using (var first = await Open())
        {
            first.Line.Cut();
            await first.Ledger.EnqueueAsync(Many(1));
            Assert.That(() => Client.OutboxCopies.Open(File, Service.OutboxKey), Throws.InstanceOf<LedgerOutboxException>().With.Property("Code").EqualTo(LedgerOutboxException.InUse));
        }
        var other = Convert.ToBase64String(new byte[32]);
        Assert.That(async () => await Open(o => o.OutboxKey = other), Throws.InstanceOf<LedgerOutboxException>().With.Property("Code").EqualTo(LedgerOutboxException.WrongKey));
        Assert.That(async () => await Open(o => o.OutboxKey = null), Throws.InstanceOf<OptionsValidationException>().With.Message.Contains("OutboxKey is needed"));
        System.IO.File.WriteAllText(File + "2", new string('x', 8192));
        Assert.That(async () => await Open(o => o.OutboxPath = File + "2"), Throws.InstanceOf<LedgerOutboxException>().With.Property("Code").EqualTo(LedgerOutboxException.Damaged));
    }

    [Test]
    public async Task Without_an_outbox_enqueueing_says_what_is_missing()
    {
        await using var service = await Service.Start(_served);
        Assert.That(async () => await service.Ledger.EnqueueAsync(new SubjectRegistered(), "u"), Throws.InvalidOperationException.With.Message.Contains("OutboxPath"));
    }

    async Task<Service> Open(Action<LedgerClientOptions>? change = null) => await Service.Start(_served, o =>
    {
        Configure(o);
        change?.Invoke(o);
    });

    void Configure(LedgerClientOptions options) => (options.OutboxPath, options.OutboxKey) = (File, Service.OutboxKey);

    static LedgerEvent[] Many(int count) =>
        [.. Enumerable.Range(0, count).Select(n => new LedgerEvent(new SubjectRegistered(), TimeProvider.System.GetUtcNow(), $"user{n}"))];

    static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    static async Task Until(Func<bool> condition)
    {
        for (var waited = TimeProvider.System.GetTimestamp(); !condition(); await Task.Delay(10))
            if (TimeProvider.System.GetElapsedTime(waited) > Patience) Assert.Fail("It did not come about.");
    }
}
