using Ledger.Access;
using Ledger.Host.Demo;
using Ledger.Host.Server;
using Ledger.Host.Tests.Server;
using Ledger.Intake;
using Ledger.Journal;
using Ledger.Projections;

namespace Ledger.Host.Tests.Web;

/// <summary>A served ledger with the demo's year in it, by the story's clock, and people who sign in to its console.</summary>
sealed class ConsoleStage : IAsyncDisposable
{
    /// <summary>When the stage stands where nothing else is asked for: Anna has withdrawn, and what that opens is not done yet.</summary>
    public static readonly DateTimeOffset Now = new(2025, 12, 2, 9, 0, 0, TimeSpan.Zero);

    static readonly Actor Told = new("officer", Role.Officer);

    readonly List<ConsoleUser> _users = [];

    ConsoleStage(Served served, StoryClock clock) => (Served, Clock) = (served, clock);

    public Served Served { get; }

    /// <summary>The clock the ledger lives by; sessions too.</summary>
    public StoryClock Clock { get; }

    /// <summary>Starts it with the story up to a moment: <see cref="Now"/> unless another is given; without any where it is before the story.</summary>
    public static async Task<ConsoleStage> Start(DateTimeOffset? upTo = null, ServerSettings? server = null) =>
        await Start(upTo ?? Now, Story.Beginning, Story.Chapters.Concat(Story.Later), server);

    /// <summary>The same with the story that ends at that moment.</summary>
    public static async Task<ConsoleStage> StartToday(DateTimeOffset now) => await Start(now, TodayStory.BeginningOf(now), TodayStory.EndingAt(now).Chapters, null);

    static async Task<ConsoleStage> Start(DateTimeOffset now, DateTimeOffset beginning, IEnumerable<Chapter> chapters, ServerSettings? server)
    {
        var clock = new StoryClock(beginning);
        var stage = new ConsoleStage(await Served.Start(server ?? new() { Rate = 0 }, clock), clock);
        foreach (var step in chapters.SelectMany(chapter => chapter.Steps).TakeWhile(step => step.At < now))
        {
            clock.MoveTo(step.At);
            await stage.Publish(Told, [.. step.Published()]);
        }
        clock.MoveTo(now);
        return stage;
    }

    /// <summary>Publishes CloudEvents and folds them.</summary>
    public async Task<IReadOnlyList<Receipt>> Publish(Actor actor, params IReadOnlyList<ReadOnlyMemory<byte>> events)
    {
        var outcome = await Served.Ledger.Mediator.Send(new PublishEvents(events, actor));
        Assert.That(outcome.Refusal, Is.Null);
        await Served.Ledger.Get<Projector>().CatchUp(default);
        return outcome.Value;
    }

    /// <summary>A new key of that role.</summary>
    public async Task<string> Key(Role role, params string[] inquiries) =>
        await Served.Ledger.Get<ApiKeys>().Issue(new($"{Roles.NameOf(role)}-{_users.Count + 1}", role) { Rate = 0, Inquiries = inquiries }, default);

    /// <summary>Somebody who has signed in with a key of that role, in a browser of his own.</summary>
    public async Task<ConsoleUser> SignIn(Role role, ConsoleLook? look = null, params string[] inquiries)
    {
        var user = await Visit(look);
        await user.SignIn(await Key(role, inquiries));
        return user;
    }

    /// <summary>Somebody before the page of signing in.</summary>
    public async Task<ConsoleUser> Visit(ConsoleLook? look = null)
    {
        var user = await ConsoleUser.Open(Served.Address, look ?? new());
        _users.Add(user);
        return user;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var user in _users) await user.DisposeAsync();
        await Served.DisposeAsync();
    }
}
