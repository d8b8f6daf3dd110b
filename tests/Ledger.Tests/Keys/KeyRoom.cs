using Ledger.Access;
using Ledger.Journal;
using Ledger.Reading;
using Ledger.Sealing;
using Ledger.Tests.Intake;

namespace Ledger.Tests.Keys;

/// <summary>A ledger and its keys; opened again over the same tables and journal, as after a crash.</summary>
sealed class KeyRoom : IAsyncDisposable
{
    public static readonly Actor Administrator = new("administrator-1", Role.Administrator);

    readonly IServiceTables _tables;

    public KeyRoom(IServiceTables? tables = null, IJournal? journal = null)
    {
        _tables = tables ?? new MemoryServiceTables();
        Ledger = new(journal);
        Open(seed: 3);
    }

    public TestLedger Ledger { get; }

    public StillClock Clock => Ledger.Clock;

    public ApiKeys Keys { get; private set; } = null!;

    public ApiKeyDesk Desk { get; private set; } = null!;

    /// <summary>As after a crash: nothing is remembered but what is kept.</summary>
    public void Open(long seed)
    {
        Keys?.Dispose();
        Keys = new(_tables, Clock, Randomness.Seeded(seed));
        Desk = new(Keys, new(Ledger.Publisher), Clock);
    }

    public Task<Outcome<IssuedApiKey>> Ask(ApiKeyTerms terms, string ground = "order 1") => Desk.Handle(new IssueApiKey(terms, ground, Administrator), default);

    public async Task<IssuedApiKey> Issue(ApiKeyTerms terms) => (await Ask(terms)).Value;

    public async Task<IssuedApiKey> Rotate(string prefix, TimeSpan grace = default) =>
        (await Desk.Handle(new RotateApiKey(prefix, grace, Administrator), default)).Value;

    public async Task<RevokedApiKey> Revoke(string prefix) => (await Desk.Handle(new RevokeApiKey(prefix, "left", Administrator), default)).Value;

    public async Task<bool> Opens(string key) => await Keys.Identify(key, default) is not null;

    /// <summary>What the journal says of access, in short.</summary>
    public async Task<string[]> Said() => [.. (await Ledger.Recorded()).Select(e => e.Data switch
    {
        AccessGranted granted => $"+{granted.Actor} {granted.Role}",
        AccessRevoked revoked => $"-{revoked.Actor} {revoked.Reason}",
        var other => other.GetType().Name,
    })];

    public async ValueTask DisposeAsync()
    {
        Keys.Dispose();
        await Ledger.DisposeAsync();
        await _tables.DisposeAsync();
    }
}
