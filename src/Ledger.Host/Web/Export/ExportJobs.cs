using System.Collections.Concurrent;
using System.Security.Cryptography;
using Ledger.Host.Server.Endpoints;
using Ledger.Policies;
using Ledger.Proofs;

namespace Ledger.Host.Web.Export;

/// <summary>
/// The exports being made and those made and not yet taken, in memory: each is its session's alone, and goes once its time is over. So many exist at a time.
/// </summary>
sealed partial class ExportJobs(ExportMaker maker, ExportGate gate, FillRandom random, TimeProvider clock, IHostApplicationLifetime life, ILogger<ExportJobs> log) : IDisposable
{
    /// <summary>The most jobs of one session, and of all.</summary>
    public const int OfSessionMax = 4, AllMax = 16;

    const int IdBytes = 16;

    static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);

    /// <summary>How long making may take, and how long what was made is kept.</summary>
    public static readonly TimeSpan MakingMax = TimeSpan.FromMinutes(30), Kept = TimeSpan.FromMinutes(15);

    readonly ConcurrentDictionary<string, ExportJob> _jobs = new(StringComparer.Ordinal);
    readonly Lock _beginning = new();
    ITimer? _sweeping;

    /// <summary>Begins one; null while too many are under way or wait to be taken.</summary>
    /// <param name="owner">The session's own object.</param>
    /// <param name="title">What is made.</param>
    /// <param name="order">What to make.</param>
    /// <param name="toRead">How many events will be read, or 0.</param>
    public ExportJob? Begin(object owner, LocalText title, ExportOrder order, long toRead)
    {
        lock (_beginning)
        {
            Sweep();
            _sweeping ??= clock.CreateTimer(_ => Sweep(), null, SweepEvery, SweepEvery);
            var own = _jobs.Values.Where(job => ReferenceEquals(job.Owner, owner)).ToList();
            if (own.Count >= OfSessionMax && own.Where(job => job.State != ExportState.Making).MinBy(job => job.Until) is { } oldest) Remove(oldest);
            if (_jobs.Count >= AllMax || own.Count(job => job.State == ExportState.Making) >= OfSessionMax || !gate.TryEnter()) return null;
            var job = new ExportJob(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)), owner, title, random) { ToRead = toRead, Until = clock.GetUtcNow() + MakingMax };
            _jobs[job.Id] = job;
            _ = Task.Run(() => Run(job, order));
            return job;
        }
    }

    /// <summary>A job of that session; null where there is none of this name.</summary>
    public ExportJob? Find(string id, object owner) =>
        _jobs.TryGetValue(id, out var job) && ReferenceEquals(job.Owner, owner) && clock.GetUtcNow() < job.Until ? job : null;

    /// <summary>Throws a job and its files away; what is recorded of it stays recorded.</summary>
    public void Remove(ExportJob job)
    {
        if (_jobs.TryRemove(job.Id, out _)) job.Dispose();
    }

    public void Dispose()
    {
        _sweeping?.Dispose();
        foreach (var job in _jobs.Values) Remove(job);
    }

    async Task Run(ExportJob job, ExportOrder order)
    {
        var state = ExportState.Failed;
        Refusal? refusal = null;
        try
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(job.Ending.Token, life.ApplicationStopping);
            ended.CancelAfter(MakingMax);
            refusal = await maker.Make(job, order, ended.Token);
            state = refusal is null ? ExportState.Done : ExportState.Refused;
        }
        catch (Exception error)   // whoever waits learns that it failed; nothing personal is said of why
        {
            if (error is not OperationCanceledException) Failed(log, error.GetType().Name);
        }
        gate.Leave();
        job.Until = clock.GetUtcNow() + Kept;
        job.End(state, refusal);
        if (!_jobs.ContainsKey(job.Id)) job.Dispose();
    }

    void Sweep()
    {
        var now = clock.GetUtcNow();
        foreach (var job in _jobs.Values.Where(job => now >= job.Until)) Remove(job);
    }

    [LoggerMessage(60, LogLevel.Warning, "An export of the console failed ({Error})")]
    static partial void Failed(ILogger log, string error);
}
