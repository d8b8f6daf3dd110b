using System.Collections.Concurrent;
using System.Security.Cryptography;
using Ledger.Host.Server.Endpoints;
using Ledger.Host.Web.Session;
using Ledger.Policies;
using Ledger.Proofs;

namespace Ledger.Host.Web.Export;

/// <summary>
/// The exports being made and those made and not yet taken, in memory: each is its session's alone, and goes with it, or once its time is over. So many exist at a time.
/// </summary>
sealed partial class ExportJobs : IDisposable
{
    /// <summary>The most jobs of one session, and of all.</summary>
    public const int OfSessionMax = 4, AllMax = 16;

    const int IdBytes = 16;

    static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);

    /// <summary>How long making may take, and how long what was made is kept.</summary>
    public static readonly TimeSpan MakingMax = TimeSpan.FromMinutes(30), Kept = TimeSpan.FromMinutes(15);

    /// <summary>How long it is kept at most, where it is taken again and again.</summary>
    public static readonly TimeSpan KeptMax = TimeSpan.FromHours(1);

    readonly ExportMaker _maker;
    readonly ExportGate _gate;
    readonly FillRandom _random;
    readonly TimeProvider _clock;
    readonly SessionBook _sessions;
    readonly CancellationToken _stopping;
    readonly ILogger _log;
    readonly ConcurrentDictionary<string, ExportJob> _jobs = new(StringComparer.Ordinal);
    readonly Lock _beginning = new();
    ITimer? _sweeping;

    public ExportJobs(ExportMaker maker, ExportGate gate, FillRandom random, TimeProvider clock, SessionBook sessions, IHostApplicationLifetime life, ILogger<ExportJobs> log)
    {
        (_maker, _gate, _random, _clock, _sessions, _stopping, _log) = (maker, gate, random, clock, sessions, life.ApplicationStopping, log);
        sessions.Ended += Drop;
    }

    /// <summary>Begins one; null while too many are under way or wait to be taken.</summary>
    /// <param name="owner">The session's own object.</param>
    /// <param name="title">What is made.</param>
    /// <param name="order">What to make.</param>
    /// <param name="toRead">How many events will be read, or 0.</param>
    public ExportJob? Begin(object owner, LocalText title, ExportOrder order, long toRead)
    {
        Sweep();
        lock (_beginning)
        {
            _sweeping ??= _clock.CreateTimer(_ => Sweep(), null, SweepEvery, SweepEvery);
            var own = _jobs.Values.Where(job => ReferenceEquals(job.Owner, owner)).ToList();
            if (own.Count >= OfSessionMax && own.Where(job => job.State != ExportState.Making).MinBy(job => job.Until) is { } oldest) Remove(oldest);
            if (_jobs.Count >= AllMax || own.Count(job => job.State == ExportState.Making) >= OfSessionMax || !_gate.TryEnter()) return null;
            var job = new ExportJob(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)), owner, title, _random) { ToRead = toRead, Inquiry = order.Product.Id == ExportProduct.Answer ? order.Asked.Inquiry : null, Until = _clock.GetUtcNow() + MakingMax };
            _jobs[job.Id] = job;
            _ = Task.Run(() => Run(job, order));
            return job;
        }
    }

    /// <summary>A job of that session; null where there is none of this name.</summary>
    public ExportJob? Find(string id, object owner) =>
        _jobs.TryGetValue(id, out var job) && ReferenceEquals(job.Owner, owner) && _clock.GetUtcNow() < job.Until ? job : null;

    /// <summary>Throws a job and its files away; what is recorded of it stays recorded.</summary>
    public void Remove(ExportJob job)
    {
        if (_jobs.TryRemove(job.Id, out _)) job.Dispose();
    }

    /// <summary>It is taken: kept on, within its limit.</summary>
    public void Keep(ExportJob job)
    {
        var until = _clock.GetUtcNow() + Kept;
        job.Until = until < job.Latest ? until : job.Latest;
    }

    public void Dispose()
    {
        _sessions.Ended -= Drop;
        _sweeping?.Dispose();
        foreach (var job in _jobs.Values) Remove(job);
    }

    async Task Run(ExportJob job, ExportOrder order)
    {
        var state = ExportState.Failed;
        Refusal? refusal = null;
        try
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(job.Ending.Token, _stopping);
            ended.CancelAfter(MakingMax);
            refusal = await _maker.Make(job, order, ended.Token);
            state = refusal is null ? ExportState.Done : ExportState.Refused;
        }
        catch (Exception error)   // whoever waits learns that it failed; nothing personal is said of why
        {
            if (error is not OperationCanceledException) Failed(_log, error.GetType().Name);
        }
        _gate.Leave();
        job.Latest = _clock.GetUtcNow() + KeptMax;
        Keep(job);
        job.End(state, refusal);
        if (!_jobs.ContainsKey(job.Id)) job.Dispose();
    }

    /// <summary>Nobody can fetch them any more.</summary>
    void Drop(BrowserSession ended)
    {
        foreach (var job in _jobs.Values.Where(job => ReferenceEquals(job.Owner, ended.Notes))) Remove(job);
    }

    void Sweep()
    {
        _sessions.Sweep();
        var now = _clock.GetUtcNow();
        foreach (var job in _jobs.Values.Where(job => now >= job.Until)) Remove(job);
    }

    [LoggerMessage(60, LogLevel.Warning, "An export of the console failed ({Error})")]
    static partial void Failed(ILogger log, string error);
}
