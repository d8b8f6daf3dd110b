using System.Net;
using Ledger.Client;
using Ledger.Consents;
using Ledger.Host.Tests.Server;
using Ledger.Persons;
using Ledger.Registers;

namespace Ledger.Host.Tests.Client;

/// <summary>PublishAsync, against a real server.</summary>
public sealed class ClientPublishingTests
{
    const int SendingMax = 50;

    static readonly ConsentGiven Consent = new("c-1", ["contact"], ["phone"], "2025-1", ConsentForm.Checkbox, true, "web", "ru",
        Evidence: new(Ip: Ledger.Sealing.PersonalValue.Of("203.0.113.7")));

    Served _served = null!;
    Service _service = null!;

    [SetUp]
    public async Task Start()
    {
        _served = await Served.Start();
        _service = await Service.Start(_served, o => o.PublishTimeout = TimeSpan.FromSeconds(10));
    }

    [TearDown]
    public async Task Stop()
    {
        await _service.DisposeAsync();
        await _served.DisposeAsync();
    }

    [Test]
    public async Task What_is_published_has_its_receipt_and_is_recorded()
    {
        var receipt = await _service.Ledger.PublishAsync(Consent, "u-1");
        Assert.That((receipt.Duplicate, receipt.LeafHash.Length), Is.EqualTo((false, 32)));
        Assert.That(await Service.Recorded(_served), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_answer_that_gets_lost_makes_no_double()
    {
        _service.Line.LoseAnswers(2);
        var receipt = await _service.Ledger.PublishAsync(Consent, "u-1");
        Assert.That(receipt.Duplicate, Is.True);
        Assert.That(await Service.Recorded(_served), Has.Count.EqualTo(1));
        Assert.That(_service.Line.Requests, Is.EqualTo(3));
    }

    [Test]
    public async Task The_same_event_published_again_is_recorded_once()
    {
        var happened = new LedgerEvent(Consent, TimeProvider.System.GetUtcNow(), "u-1");
        var first = await _service.Ledger.PublishAsync(happened);
        var again = await _service.Ledger.PublishAsync(happened);
        Assert.That((again.Index, again.Duplicate), Is.EqualTo((first.Index, true)));
    }

    [Test]
    public async Task A_batch_is_all_or_nothing_and_names_the_event_that_is_refused()
    {
        var now = TimeProvider.System.GetUtcNow();
        LedgerEvent[] batch = [new(new SubjectRegistered(), now, "u-1"), new(Consent, now.AddHours(2), "u-1")];
        var refused = Assert.ThrowsAsync<LedgerRefusedException>(() => _service.Ledger.PublishAsync(batch));
        Assert.That((refused!.Code, refused.Path, refused.Item, refused.Status), Is.EqualTo(("time-in-future", "$.time", 1, 422)));
        Assert.That(await Service.Recorded(_served), Is.Empty);
        Assert.That(_service.Line.Requests, Is.EqualTo(1), "a refusal is not tried again");

        var receipts = await _service.Ledger.PublishAsync([batch[0], new(Consent, now, "u-1")]);
        Assert.That(receipts.Select(r => r.Sequence), Is.EqualTo(new long[] { 0, 1 }));
    }

    [Test]
    public void What_is_malformed_is_refused_before_anything_is_sent()
    {
        var refused = Assert.ThrowsAsync<LedgerRefusedException>(() => _service.Ledger.PublishAsync(Consent with { Consent = "no id" }, "u-1"));
        Assert.That((refused!.Code, refused.Path, refused.Status), Is.EqualTo(("bad-value", "$.data.consent", 0)));
        Assert.That(_service.Line.Requests, Is.Zero);
    }

    [Test]
    public async Task Events_published_at_once_travel_together_and_are_judged_alone()
    {
        var now = TimeProvider.System.GetUtcNow();
        var answers = Enumerable.Range(0, 200).Select(n => _service.Ledger.PublishAsync(new LedgerEvent(Consent, n % 50 == 7 ? now.AddHours(2) : now, $"user{n}"))).ToArray();
        await Task.WhenAll(answers).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.That(answers.Count(a => a.IsFaulted), Is.EqualTo(4));
        Assert.That(answers.Where(a => a.IsFaulted).Select(a => ((LedgerRefusedException)a.Exception!.InnerException!).Code), Has.All.EqualTo("time-in-future"));
        Assert.That(await Service.Recorded(_served), Has.Count.EqualTo(196));
        Assert.That(_service.Line.Requests, Is.LessThan(30));
    }

    [Test]
    public async Task A_busy_server_is_left_alone_for_as_long_as_it_asks()
    {
        var asked = 0;
        _service.Line.Instead = _ => Interlocked.Increment(ref asked) > 1 ? null : new(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = new(TimeSpan.FromSeconds(2)) } };
        var began = TimeProvider.System.GetTimestamp();
        await _service.Ledger.PublishAsync(Consent, "u-1");
        Assert.That(TimeProvider.System.GetElapsedTime(began), Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(2)));
        Assert.That(_service.Line.Requests, Is.EqualTo(2));
    }

    [Test]
    public async Task Without_an_answer_in_time_it_says_so_and_the_same_event_can_be_sent_again()
    {
        await using var impatient = await Service.Start(_served, o => o.PublishTimeout = TimeSpan.FromMilliseconds(300));
        var happened = new LedgerEvent(Consent, TimeProvider.System.GetUtcNow(), "u-1");
        impatient.Line.Cut();
        var unreachable = Assert.ThrowsAsync<LedgerUnreachableException>(() => impatient.Ledger.PublishAsync(happened));
        Assert.That(unreachable!.Message, Does.Not.Contain("u-1"));
        Assert.ThrowsAsync<LedgerUnreachableException>(() => impatient.Ledger.PublishAsync([happened]));
        impatient.Line.Mend();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await impatient.Ledger.PublishAsync(happened);
                break;
            }
            catch (LedgerUnreachableException) when (attempt < SendingMax)
            {
                // A busy machine does not answer in 300 ms either: a service sends it again until it is acknowledged.
            }
        }
        Assert.That(await Service.Recorded(_served), Is.EqualTo([happened.Id]));
    }

    [Test]
    public async Task Who_stops_waiting_is_let_go_at_once()
    {
        _service.Line.Cut();
        using var stop = new CancellationTokenSource();
        var waiting = _service.Ledger.PublishAsync(Consent, "u-1", stop.Token);
        await stop.CancelAsync();
        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void A_wrong_key_and_a_command_of_a_publisher_are_refused_with_the_ledgers_code()
    {
        Assert.That(async () =>
        {
            await using var stranger = await Service.Start(_served.Address, "ledger_000000000000_x");
            await stranger.Ledger.PublishAsync(Consent, "u-1");
        }, Throws.InstanceOf<LedgerRefusedException>().With.Property("Status").EqualTo(401).And.Property("Code").EqualTo("unauthenticated"));
        Assert.That(async () => await _service.Ledger.PublishAsync(new SystemRetired("crm", "replaced")),
            Throws.InstanceOf<LedgerRefusedException>().With.Property("Code").EqualTo("not-allowed"));
    }

    [Test]
    public async Task What_answers_but_is_no_ledger_is_no_receipt()
    {
        await using var lost = await Service.Start(_served, o => o.PublishTimeout = TimeSpan.FromMilliseconds(200));
        lost.Line.Instead = _ => new(HttpStatusCode.OK) { Content = new StringContent("<html>welcome</html>") };
        Assert.ThrowsAsync<LedgerUnreachableException>(() => lost.Ledger.PublishAsync(Consent, "u-1"));
        lost.Line.Instead = _ => new(HttpStatusCode.NotFound);
        var refused = Assert.ThrowsAsync<LedgerRefusedException>(() => lost.Ledger.PublishAsync(Consent, "u-1"));
        Assert.That(refused!.Code, Is.EqualTo("http-404"));
    }
}
